import type { DeviceEvent } from '../shared/events.ts'
import { type EventLine, type LogReader, readLog, type SignalLog } from '../shared/logs.ts'
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
  let recorded: Recorded[] = []
  const take = (line: number, told: DeviceEvent[] | string) => {
    if (typeof told === 'string') recorded.push({ kind: 'bad-line', line, problem: told })
    else if (seen) {
      const { site, device } = seen.header
      for (const event of told) {
        recorded.push({ kind: 'event', told: { site, device, receivedAt: event.at, event } })
      }
    }
  }
  const end = () => {
    if (seen) take(0, seen.remote.end())
    seen = null
  }
  const reader: LogReader = {
    sample(line, t, mm) {
      if (seen) take(line, seen.remote.read(t, mm))
    },
    entry(entry) {
      switch (entry.kind) {
        case 'signal-log':
          end()
          seen = beginRemote(entry.header)
          break
        case 'event-log':
          end()
          break
        case 'edge':
          if (seen) take(entry.line, seen.remote.see(entry.edge))
          break
        case 'event':
          recorded.push({ kind: 'event', told: entry.told })
          break
        case 'bad-line':
          recorded.push(entry)
      }
    },
  }
  for await (const _ of readLog(path, reader)) {
    yield recorded
    recorded = []
  }
  end()
  yield recorded
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
