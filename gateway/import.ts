import { readLines } from '../shared/log-lines.ts'
import { EventLine, EventLog } from '../shared/logs.ts'
import { parseJson } from '../shared/parsing.ts'
import type { Ingest } from './ingest.ts'
import { messageOf } from './message.ts'

export interface Imported {
  events: number
  badLines: number
}

/** Takes an exported event log, byte for byte; what is there already is not taken twice. */
export async function importEvents(
  path: string,
  ingest: Ingest,
  say: (text: string) => void,
): Promise<Imported> {
  const imported: Imported = { events: 0, badLines: 0 }
  for await (const lines of readLines(path)) {
    const taken: Promise<void>[] = []
    for (const { number, text } of lines) {
      if (text === '') continue
      if (number === 1) {
        const header = parseJson(text, EventLog)
        if (!header.ok)
          throw new Error(`${path}: expected an exported event log: ${header.problem}`)
        continue
      }
      const line = parseJson(text, EventLine)
      if (!line.ok) {
        imported.badLines += 1
        say(`${path}:${number}: ${line.problem}`)
        continue
      }
      imported.events += 1
      taken.push(ingest.receive(sameBytes(text, line.value)))
    }
    await Promise.all(taken)
  }
  return imported
}

/** The event as it stands in the line: read and written anew it might not be the same bytes. */
function sameBytes(text: string, line: EventLine) {
  const event = text.slice(text.indexOf(marker) + marker.length, text.lastIndexOf('}'))
  return { ...messageOf(line), payload: Buffer.from(event) }
}

const marker = '"event":'
