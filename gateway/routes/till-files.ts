import { Readable } from 'node:stream'
import { z } from 'zod'
import { isStorageFailure } from '../../shared/sqlite.ts'
import { BadQuestion, Refusal } from '../refusal.ts'
import { onlyPointNamed } from '../served/sale-check.ts'
import { changeRoute, jsonRoute } from './route.ts'
import { tellingAs } from './served.ts'

const TakenFile = z.object({
  source: z.string(),
  file: z.string(),
  /** When it was taken, epoch ms. */
  at: z.int(),
  taken: z.int(),
  /** Told before, word for word. */
  known: z.int(),
  refused: z.array(z.object({ place: z.string(), reason: z.string() })),
  /** How many places were refused; the first of them are named. */
  refusals: z.int(),
})

export const takeTillFile = changeRoute({
  method: 'post',
  path: '/api/served/files/{source}',
  summary: 'Takes a file of a till that the settings name: CSV, or fiscal receipts as JSON',
  right: 'sell',
  takes: 'text',
  params: z.strictObject({ source: z.string() }),
  body: z.string(),
  answer: TakenFile,
  async change({ source }, body, { books }, caller) {
    const till = books.files.tills.find(one => one.source === source)
    if (!till)
      throw new Refusal(404, `source: expected a till of the settings, found ${source}`, 'gone')
    const own = tellingAs(caller, books.report.touchpoints())
    const isOwn = own.source === source && onlyPointNamed(till.touchpoint, own.points).ok
    if (caller.kind === 'token' && !isOwn) {
      throw new Refusal(
        403,
        `source: expected the till of ${caller.name}, found ${source}`,
        'no-right',
      )
    }
    try {
      return await books.files.take(till, 'posted', Readable.from([body]))
    } catch (cause) {
      if (isStorageFailure(cause)) throw cause
      throw new BadQuestion((cause as Error).message)
    }
  },
})

export const tillFiles = jsonRoute({
  path: '/api/served/files',
  summary: 'What became of the last files of tills, with every row that was refused',
  right: 'read',
  query: z.strictObject({}),
  answer: z.object({ files: z.array(TakenFile) }),
  read: (_query, { books }) => ({ files: books.files.newest() }),
})
