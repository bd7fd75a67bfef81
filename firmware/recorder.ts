import { createWriteStream } from 'node:fs'
import type { EdgeLine, SampleLine, SignalLog } from '../shared/logs.ts'
import type { Clock } from './clock.ts'
import type { Hardware } from './hardware.ts'

/** Edges are told late, and a log is in the order of time: so lines wait this long. */
const waitMs = 1000

/**
 * Writes down what the hardware sees, for the replay: whoever uses the hardware and the clock that
 * are given back reads the very times that stand in the log.
 */
export function recordSignals(
  path: string,
  header: SignalLog,
  hardware: Hardware,
  clock: Clock,
  say: (text: string) => void,
): { hardware: Hardware; clock: Clock; close(): Promise<void> } {
  // A log that is there already may be the only one of its day.
  const file = createWriteStream(path, { flags: 'wx' })
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  file.once('close', resolve)
  file.on('error', cause => say(`could not write ${path}: ${cause.message}; recording has ended`))
  let moment: number | null = null
  /** In the order of time. */
  const waiting: (EdgeLine | SampleLine)[] = []
  let writtenUntil = 0

  const write = (line: SignalLog | EdgeLine | SampleLine) => {
    if (file.writable) file.write(`${JSON.stringify(line)}\n`)
  }

  function writeUntil(t: number) {
    const end = waiting.findIndex(line => line.t > t)
    const due = waiting.splice(0, end < 0 ? waiting.length : end)
    for (const line of due) write(line)
    writtenUntil = Math.max(writtenUntil, t)
  }

  function at(agoMs: number, signal: { mm: number | null } | { button: number; down: boolean }) {
    const t = Math.max(writtenUntil, clock.up() - agoMs)
    const place = waiting.findLastIndex(line => line.t <= t) + 1
    waiting.splice(place, 0, { t, ...signal })
    writeUntil(t - waitMs)
    return t
  }

  write(header)
  return {
    hardware: {
      ...hardware,
      onButton: listen =>
        hardware.onButton(({ agoMs = 0, ...edge }) => {
          moment = at(agoMs, edge)
          listen(edge)
          moment = null
        }),
      onReading: listen =>
        hardware.onReading(reading => {
          moment = at(0, reading)
          listen(reading)
          moment = null
        }),
    },
    clock: { ...clock, up: () => moment ?? clock.up() },
    close() {
      writeUntil(Number.POSITIVE_INFINITY)
      file.end()
      return closed
    },
  }
}
