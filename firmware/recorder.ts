import { createWriteStream } from 'node:fs'
import type { EdgeLine, SampleLine, SignalLog } from '../shared/logs.ts'
import type { Clock } from './clock.ts'
import type { Hardware } from './hardware.ts'

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

  const write = (line: SignalLog | EdgeLine | SampleLine) => {
    if (file.writable) file.write(`${JSON.stringify(line)}\n`)
  }

  function at(act: (t: number) => void) {
    moment = clock.up()
    act(moment)
    moment = null
  }

  write(header)
  return {
    hardware: {
      ...hardware,
      onButton: listen =>
        hardware.onButton(edge =>
          at(t => {
            write({ t, ...edge })
            listen(edge)
          }),
        ),
      onReading: listen =>
        hardware.onReading(reading =>
          at(t => {
            write({ t, ...reading })
            listen(reading)
          }),
        ),
    },
    clock: { ...clock, up: () => moment ?? clock.up() },
    close() {
      file.end()
      return closed
    },
  }
}
