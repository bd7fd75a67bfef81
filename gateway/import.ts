import { z } from 'zod'
import { readLines } from '../shared/log-lines.ts'
import { EventLine, EventLog } from '../shared/logs.ts'
import { parseJson } from '../shared/parsing.ts'
import { SaleLine, SalesLog } from '../shared/sales.ts'
import type { Ingest } from './ingest.ts'
import { messageOf } from './message.ts'
import type { Tills } from './served/tills.ts'

export interface Imported {
  entries: number
  badLines: number
}

/** Takes one line of a log; resolves when it is stored, with what is wrong with it or null. */
type TakeLine = (text: string) => Promise<string | null>

const Header = z.discriminatedUnion('log', [EventLog, SalesLog])

/** Takes an exported log of events or sales; what is there already is not taken twice. */
export async function importLog(
  path: string,
  books: { ingest: Ingest; tills: Tills },
  say: (text: string) => void,
): Promise<Imported> {
  const imported: Imported = { entries: 0, badLines: 0 }
  let take: TakeLine | undefined
  for await (const lines of readLines(path)) {
    const taken: Promise<void>[] = []
    for (const { number, text } of lines) {
      if (text === '') continue
      if (!take) {
        const header = parseJson(text, Header)
        if (!header.ok) throw new Error(`${path}: expected an exported log: ${header.problem}`)
        take = takers[header.value.log](books)
        continue
      }
      taken.push(
        take(text).then(problem => {
          imported[problem === null ? 'entries' : 'badLines'] += 1
          if (problem !== null) say(`${path}:${number}: ${problem}`)
        }),
      )
    }
    await Promise.all(taken)
  }
  return imported
}

const takers = {
  'loyalty-events':
    ({ ingest }: { ingest: Ingest }): TakeLine =>
    async text => {
      const line = parseJson(text, EventLine)
      if (!line.ok) return line.problem
      return ingest.receive({ ...messageOf(line.value), payload: Buffer.from(eventIn(text)) })
    },

  'loyalty-sales':
    ({ tills }: { tills: Tills }): TakeLine =>
    async text => {
      const [taken] = await tills.take([parseJson(text, SaleLine)])
      return taken?.as === 'refused' ? taken.reason : null
    },
}

/** The event as it stands in the line: written anew it might not be the same bytes. */
function eventIn(text: string): string {
  const found = exported.exec(text)?.[1]
  return found && isJson(found) ? found : JSON.stringify((JSON.parse(text) as EventLine).event)
}

const exported = /^{"site":"[^"]*","device":"[^"]*","receivedAt":\d+,"event":(.*)}$/

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
