import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import type { Parsed } from '../../shared/parsing.ts'
import type { SaleLine } from '../../shared/sales.ts'
import { type MountedAt, pointId } from '../touchpoints.ts'
import { readCsvSales } from './csv-sales.ts'
import { readReceipts } from './fiscal-receipts.ts'
import { checkSale } from './sale-check.ts'
import type { TillFiles } from './till-files.ts'
import type { Tills } from './tills.ts'

/** What a file says of a sale. */
export type ToldSale = Pick<SaleLine, 'id' | 'at' | 'kind' | 'of'>

/** A sale in a file and where it stands there, or what is wrong with that place. */
export interface FileSale {
  place: string
  told: Parsed<ToldSale>
}

/** What became of a file. */
export interface FileTakings {
  taken: number
  known: number
  refused: { place: string; reason: string }[]
}

/** So many sales are taken at once: meanwhile no press is acknowledged. */
const atOnce = 500

/** Takes the sales of a file. Throws when it cannot be read as a whole: it may be half-written. */
export async function takeFile(
  bytes: Readable,
  name: string,
  { columns, source }: Pick<TillFiles, 'columns' | 'source'>,
  { tills, point, now }: { tills: Tills; point: MountedAt; now: number },
): Promise<FileTakings> {
  const { timeZone } = point.site
  const sales = columns
    ? await readCsvSales(bytes, name, columns, timeZone)
    : readReceiptsOf(name, await text(bytes), timeZone)
  const origin = { points: [point], source, receivedAt: now }
  const takings: FileTakings = { taken: 0, known: 0, refused: [] }
  for (let first = 0; first < sales.length; first += atOnce) {
    const some = sales.slice(first, first + atOnce)
    const touchpoint = pointId(point)
    const checked = some.map(({ told }) =>
      told.ok ? checkSale({ ...told.value, touchpoint }, origin) : told,
    )
    for (const [index, result] of (await tills.take(checked)).entries()) {
      const place = some[index]?.place ?? name
      if (result.as === 'refused') takings.refused.push({ place, reason: result.reason })
      else takings[result.as] += 1
    }
    await setImmediate()
  }
  return takings
}

function readReceiptsOf(name: string, text: string, timeZone: string): FileSale[] {
  try {
    return readReceipts(text, timeZone)
  } catch (cause) {
    throw new Error(`${name}: expected JSON: ${(cause as SyntaxError).message}`, { cause })
  }
}
