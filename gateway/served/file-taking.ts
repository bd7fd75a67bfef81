import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import type { Report } from '../report.ts'
import { onlyPointNamed } from './sale-check.ts'
import { type FileTakings, takeFile } from './sales-file.ts'
import type { TillFiles } from './till-files.ts'
import type { Tills } from './tills.ts'

/** What became of a file, as far as it is worth telling. */
interface TakenFile extends FileTakings {
  source: string
  file: string
  /** When it was taken, epoch ms. */
  at: number
  /** How many places were refused; the first of them are named. */
  refusals: number
}

export interface FileTaking {
  /** The tills whose files are known. */
  tills: TillFiles[]
  /** Throws when the file cannot be taken as a whole. */
  take(till: TillFiles, path: string, bytes: Readable): Promise<TakenFile>
  /** The last files, the newest first. */
  newest(): TakenFile[]
}

const mostFiles = 100
const mostRefusals = 100

export function openFileTaking(
  tills: TillFiles[],
  books: { tills: Tills; report: Report },
  now: () => number,
  say: (text: string) => void,
): FileTaking {
  let newest: TakenFile[] = []
  return {
    tills,
    async take(till, path, bytes) {
      const point = onlyPointNamed(till.touchpoint, books.report.touchpoints())
      if (!point.ok) throw new Error(`${path}: ${point.problem}`)
      const at = now()
      const parts = { tills: books.tills, point: point.value, now: at }
      const takings = await takeFile(bytes, path, till, parts)
      const refused = takings.refused.slice(0, mostRefusals)
      for (const { place, reason } of refused) say(`${path}: ${place}: ${reason}`)
      const refusals = takings.refused.length
      const taken = { source: till.source, file: basename(path), at, ...takings, refused, refusals }
      newest = [taken, ...newest].slice(0, mostFiles)
      return taken
    },
    newest: () => newest,
  }
}
