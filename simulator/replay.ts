import { openBooks } from '../gateway/books.ts'
import { messageOf } from '../gateway/message.ts'
import { summarize } from '../gateway/summary.ts'
import type { EventLine } from '../shared/logs.ts'
import type { Summary } from '../shared/summary.ts'
import type { CsvMapping } from './csv-mapping.ts'
import { pace, type Speed } from './pace.ts'
import { readRecording } from './recording.ts'
import { openSender } from './sender.ts'

/** What the reading of logs met besides events. */
export interface Reading {
  events: number
  badLines: number
  /** Events that the throw-away gateway did not take. */
  refused?: number
}

/** What is told together is committed together. */
const batchSize = 500

/** Of each file this many bad lines are named; then they are only counted. */
const namedBadLines = 10

type Say = (text: string) => void

/** Counts logs in a throw-away gateway, in virtual time. */
export async function replayHere(
  files: string[],
  mapping: CsvMapping | null,
  say: Say,
): Promise<{ summary: Summary; reading: Reading }> {
  const books = openBooks({ data: null }, say)
  try {
    const reading = await readAll(files, mapping, say, async batch => {
      await Promise.all(batch.map(told => books.ingest.receive(messageOf(told))))
    })
    const refused = books.rejections.count()
    const [newest] = books.rejections.newest(1)
    if (newest) say(`${refused} events were refused, the last one because: ${newest.detail}`)
    return { summary: summarize(books), reading: { ...reading, refused } }
  } finally {
    books.close()
  }
}

/** Tells the events of logs to a gateway, as fast as they happened, faster, or at once. */
export async function replayTo(
  gateway: string,
  files: string[],
  mapping: CsvMapping | null,
  speed: Speed,
  say: Say,
): Promise<Reading> {
  const sender = openSender(gateway, say)
  const waitFor = pace(speed)
  try {
    const reading = await readAll(files, mapping, say, async batch => {
      for (const told of batch) {
        await waitFor(told.event.at)
        await sender.send(told)
      }
    })
    await sender.delivered()
    return reading
  } finally {
    await sender.close()
  }
}

async function readAll(
  files: string[],
  mapping: CsvMapping | null,
  say: Say,
  take: (batch: EventLine[]) => Promise<void>,
): Promise<Reading> {
  const reading: Reading = { events: 0, badLines: 0 }
  let waiting: EventLine[] = []
  const takeWaiting = async () => {
    const batch = waiting
    waiting = []
    await take(batch)
  }
  for (const file of files) {
    let events = 0
    let badLines = 0
    for await (const batch of readRecording(file, mapping)) {
      for (const entry of batch) {
        if (entry.kind === 'event') {
          waiting.push(entry.told)
          events += 1
          continue
        }
        badLines += 1
        if (badLines <= namedBadLines) say(`${file}:${entry.line}: ${entry.problem}`)
      }
      if (waiting.length >= batchSize) await takeWaiting()
    }
    if (badLines > namedBadLines) say(`${file}: ${badLines - namedBadLines} more bad lines`)
    if (events === 0) throw new Error(`${file}: expected a recorded log, found no event in it`)
    reading.events += events
    reading.badLines += badLines
  }
  await takeWaiting()
  return reading
}
