import { z } from 'zod'
import { DeviceEvent } from './events.ts'
import { type LogLine, readChunks } from './log-lines.ts'
import { DeviceName, Name } from './name.ts'
import { parseJson } from './parsing.ts'
import { takeSamples } from './sample-line.ts'

/** Devices did not press buttons before; such a time comes from a clock that was never set. */
export const earliest = Date.UTC(2000, 0, 1)

/** First line of a signal log: what the sensors of one remote saw. */
export const SignalLog = z.object({
  log: z.literal('loyalty-signals'),
  v: z.literal(1),
  site: Name,
  device: DeviceName,
  /** The moment of `t` = 0. */
  start: z.iso.datetime().refine(start => Date.parse(start) >= earliest, 'must be after 1999'),
  rangefinder: z.object({ model: z.string().max(64), hz: z.number().positive() }).nullable(),
  buttons: z.int().min(1).max(64),
})
export type SignalLog = z.infer<typeof SignalLog>

/** One reading of the laser; `t` in ms since the start, `mm` null when it saw nothing valid. */
export const SampleLine = z.object({
  t: z.number().min(0),
  mm: z.number().min(0).nullable(),
  strength: z.number().optional(),
})
export type SampleLine = z.infer<typeof SampleLine>

/** A button going down or up. */
export const EdgeLine = z.object({
  t: z.number().min(0),
  button: z.int().min(1),
  down: z.boolean(),
})
export type EdgeLine = z.infer<typeof EdgeLine>

/** First line of an event log: what devices told. */
export const EventLog = z.object({ log: z.literal('loyalty-events'), v: z.literal(1) })
export type EventLog = z.infer<typeof EventLog>

export const EventLine = z.object({
  site: Name,
  device: DeviceName,
  /** When the gateway took it, epoch ms. */
  receivedAt: z.int().min(0),
  event: DeviceEvent,
})
export type EventLine = z.infer<typeof EventLine>

export type LogEntry =
  | { kind: 'signal-log'; line: number; header: SignalLog }
  | { kind: 'edge'; line: number; edge: EdgeLine }
  | { kind: 'event-log'; line: number; header: EventLog }
  | { kind: 'event'; line: number; told: EventLine }
  | { kind: 'bad-line'; line: number; problem: string }

/** Who reads a log, line by line; samples are nearly all of it, and no objects are made of them. */
export interface LogReader {
  sample(line: number, t: number, mm: number | null): void
  entry(entry: LogEntry): void
}

/**
 * Reads a recorded log of either format, and pauses now and then. A bad line becomes an entry that
 * names it, and the reading goes on; a new header in the middle (joined files) is followed.
 */
export async function* readLog(path: string, reader: LogReader): AsyncGenerator<void> {
  let body: Body = 'none'
  let line = 0
  const take = (t: number, mm: number | null) => reader.sample(++line, t, mm)
  for await (const bytes of readChunks(path, () => line)) {
    for (let at = 0; at < bytes.length; ) {
      if (body === 'signals') at = takeSamples(bytes, at, take)
      if (at === bytes.length) break
      const lineBreak = bytes.indexOf('\n', at)
      const end = lineBreak < 0 ? bytes.length : lineBreak
      const text = bytes.toString('utf8', at, end)
      at = end + 1
      line += 1
      if (text.trim() === '') continue
      const entry = readLine({ number: line, text }, body)
      if (entry.kind === 'sample') {
        reader.sample(line, entry.sample.t, entry.sample.mm)
        continue
      }
      if (entry.kind === 'signal-log') body = 'signals'
      if (entry.kind === 'event-log') body = 'events'
      // Whose lines follow a damaged header is not known.
      if (entry.kind === 'bad-line' && isHeader.test(text)) body = 'none'
      reader.entry(entry)
    }
    yield
  }
}

/** What the lines after a header are. */
type Body = 'none' | 'signals' | 'events'

type Line = LogEntry | { kind: 'sample'; sample: SampleLine }

const readLine = (line: LogLine, body: Body): Line =>
  body === 'none' || isHeader.test(line.text) ? readHeader(line) : readBody[body](line)

const Header = z.discriminatedUnion('log', [SignalLog, EventLog])
const isHeader = /^\s*\{\s*"log"/

function readHeader({ number: line, text }: LogLine): LogEntry {
  const header = parseJson(text, Header)
  if (!header.ok) {
    const problem = `expected a header {"log":"loyalty-signals" or "loyalty-events","v":1,…}, found ${text.slice(0, 40)}: ${header.problem}`
    return { kind: 'bad-line', line, problem }
  }
  return header.value.log === 'loyalty-signals'
    ? { kind: 'signal-log', line, header: header.value }
    : { kind: 'event-log', line, header: header.value }
}

const readBody = {
  signals({ number: line, text }: LogLine): Line {
    if (text.includes('"button"')) {
      const edge = parseJson(text, EdgeLine)
      if (edge.ok) return { kind: 'edge', line, edge: edge.value }
      return { kind: 'bad-line', line, problem: edge.problem }
    }
    const sample = parseJson(text, SampleLine)
    if (sample.ok) return { kind: 'sample', sample: sample.value }
    return { kind: 'bad-line', line, problem: sample.problem }
  },
  events({ number: line, text }: LogLine): LogEntry {
    const told = parseJson(text, EventLine)
    if (told.ok) return { kind: 'event', line, told: told.value }
    return { kind: 'bad-line', line, problem: told.problem }
  },
}
