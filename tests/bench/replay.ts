import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLines } from '../../shared/log-lines.ts'
import { replayHere } from '../../simulator/replay.ts'
import { writeSignalFile } from '../../simulator/signal-file.ts'
import { compare } from './figure.ts'

/** So many that the median is one of rounds in which both are warm. */
const rounds = 15

/** Replays a two-hour signal log, against only reading and parsing its lines. */
export async function benchReplay() {
  const folder = mkdtempSync(join(tmpdir(), 'loyalty-bench-'))
  const path = join(folder, 'signals.ndjson')
  // This one's rangefinder looks 20 times a second.
  const counter = { site: 'bench', device: 'counter', profile: 'bakery' as const, seed: 4 }
  await writeSignalFile(path, counter, { start: Date.UTC(2026, 2, 2, 8), hours: 2 })
  try {
    const parse: number[] = []
    const replay: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      parse.push(await time(() => parseOnly(path)))
      replay.push(await time(() => replayHere([path], null, console.error)))
    }
    return compare({
      unit: 'ms to replay a two-hour signal log of 20 readings a second',
      values: replay,
      comparedTo: 'only reading and parsing its lines',
      rivals: parse,
      goal: { atMost: 1.5 },
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function parseOnly(path: string) {
  for await (const lines of readLines(path)) for (const { text } of lines) JSON.parse(text)
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round(performance.now() - start)
}
