import type { DeviceEvent } from '../shared/events.ts'
import { type EventLine, readLog, type SignalLog } from '../shared/logs.ts'
import { readCsvLog } from './csv-log.ts'
import type { CsvMapping } from './csv-mapping.ts'
import { bootOf, startVirtualRemote, type VirtualRemote } from './virtual-remote.ts'

export type Recorded =
  | { kind: 'event'; told: EventLine }
  | { kind: 'bad-line'; line: number; problem: string }

const batchSize = 500

async function* inBatches<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  yield batch
}

/** Reads any recorded log as events, in batches; signals go through the firmware's own core. */
export async function* readRecording(
  path: string,
  mapping: CsvMapping | null,
): AsyncGenerator<Recorded[]> {
  if (/\.csv(\.gz)?$/i.test(path)) {
    if (!mapping) throw new Error(`${path}: expected a column mapping for a CSV log (--help)`)
    yield* inBatches(readCsvLog(path, mapping))
    return
  }
  let seen: { header: SignalLog; remote: VirtualRemote } | null = null
  const tell = (events: DeviceEvent[]): Recorded[] => {
    if (!seen) return []
    const { site, device } = seen.header
    return events.map(event => ({
      kind: 'event',
      told: { site, device, receivedAt: event.at, event },
    }))
  }
  for await (const entries of readLog(path)) {
    const recorded: Recorded[] = []
    for (const entry of entries) {
      switch (entry.kind) {
        case 'signal-log':
          if (seen) recorded.push(...tell(seen.remote.end()))
          seen = beginRemote(entry.header)
          break
        case 'event-log':
          if (seen) recorded.push(...tell(seen.remote.end()))
          seen = null
          break
        case 'sample':
        case 'edge': {
          const told = seen?.remote.see(entry.kind === 'edge' ? entry.edge : entry.sample) ?? []
          if (typeof told === 'string') {
            recorded.push({ kind: 'bad-line', line: entry.line, problem: told })
          } else if (told.length > 0) recorded.push(...tell(told))
          break
        }
        case 'event':
          recorded.push({ kind: 'event', told: entry.told })
          break
        case 'bad-line':
          recorded.push(entry)
      }
    }
    yield recorded
  }
  if (seen) yield tell(seen.remote.end())
}

/** The virtual remote that saw what a log holds. */
export function beginRemote(header: SignalLog): { header: SignalLog; remote: VirtualRemote } {
  const remote = startVirtualRemote({
    boot: bootOf(header),
    start: Date.parse(header.start),
    buttons: header.buttons,
    rangefinder: header.rangefinder?.model ?? null,
  })
  return { header, remote }
}
