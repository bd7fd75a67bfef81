import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Places, steps } from './places.ts'

const Distance = z.number().min(0)

const Learnt = z.object({
  stood: z.array(Distance).length(steps),
  standingMm: Distance.nullable(),
  farMm: Distance,
  backgroundMm: Distance.nullable(),
  marginMm: Distance,
})

/** What a remote has learnt about its place, kept over a restart. */
export interface LearntFile {
  /** Null when there is nothing, or nothing of use: then it is learnt anew. */
  read(): Places | null
  write(places: Places): void
}

export function openLearntFile(folder: string, say: (text: string) => void): LearntFile {
  const path = join(folder, 'learnt.json')
  return {
    read() {
      try {
        return { ...Learnt.parse(JSON.parse(readFileSync(path, 'utf8'))), behind: 0 }
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException
        if (code !== 'ENOENT') say(`could not use ${path}: it is learnt anew`)
        return null
      }
    },
    write({ stood, standingMm, farMm, backgroundMm, marginMm }) {
      const rounded = stood.map(seconds => Math.round(seconds))
      const learnt = { stood: rounded, standingMm, farMm, backgroundMm, marginMm }
      try {
        // A power cut leaves the old file or the new one, never half of one.
        writeFileSync(`${path}.new`, JSON.stringify(learnt), { flush: true })
        renameSync(`${path}.new`, path)
      } catch (cause) {
        say(`could not keep what was learnt: ${(cause as Error).message}`)
      }
    },
  }
}
