import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readLog, type SignalLog } from '../../shared/logs.ts'
import { parseJson } from '../../shared/parsing.ts'
import type { Summary } from '../../shared/summary.ts'
import { beginRemote } from '../recording.ts'
import { Truth, truthPathOf } from '../truth.ts'
import type { VirtualRemote } from '../virtual-remote.ts'
import { draw } from './drawing.ts'
import { Envelope } from './envelope.ts'

/** Half a second a column, until two hours of it fill this many; then columns widen. */
const columnMs = 500
const mostColumns = 14_400

/** Draws a signal log, what was counted in it, and the truth where it stands beside the log. */
export async function plotFile(path: string, summary: Summary, out: string): Promise<void> {
  const { header, envelope } = await look(path)
  const start = Date.parse(header.start)
  const point = summary.touchpoints.find(
    ({ site, touchpoint }) => site === header.site && touchpoint === header.device,
  )
  const { columns } = envelope
  const end = columns.length * envelope.columnMs
  const found = (point?.visits ?? []).map(({ from, to, rating }) => ({
    from: from - start,
    to: to === null ? end : to - start,
    rating,
  }))
  const rangefinder = header.rangefinder
    ? `${header.rangefinder.model}, ${header.rangefinder.hz} Hz`
    : 'no rangefinder'
  const title = `${header.site}/${header.device}, ${header.start.slice(0, 10)}, ${rangefinder}`
  const truth = truthOf(path)
  writeFileSync(out, draw({ title, start, columnMs: envelope.columnMs, columns, found, truth }))
}

/** Reads a log once more, this time for what its laser saw. */
async function look(path: string): Promise<{ header: SignalLog; envelope: Envelope }> {
  const logs: { header: SignalLog; remote: VirtualRemote }[] = []
  const envelope = new Envelope(columnMs, mostColumns)
  const reading = readLog(path, {
    sample(_, t, mm) {
      for (const { remote } of logs) {
        if (typeof remote.read(t, mm) !== 'string') envelope.add(t, mm, remote.zoneMm())
      }
    },
    entry(entry) {
      if (entry.kind !== 'signal-log') return
      const { line, header } = entry
      if (logs.length > 0) {
        throw new Error(`${path}:${line}: expected one log to plot, found another`)
      }
      logs.push(beginRemote(header))
    },
  })
  for await (const _ of reading);
  const [seen] = logs
  if (!seen) throw new Error(`${path}: expected a signal log to plot, found none`)
  return { header: seen.header, envelope }
}

function truthOf(path: string): Truth['visits'] | null {
  const file = truthPathOf(path)
  if (!existsSync(file)) return null
  const truth = parseJson(readFileSync(file, 'utf8'), Truth)
  if (!truth.ok) throw new Error(`${file}: expected the truth about a log: ${truth.problem}`)
  return truth.value.visits
}
