import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ProfileName } from '../simulator/profiles.ts'
import { replayHere } from '../simulator/replay.ts'
import { writeSignalFile } from '../simulator/signal-file.ts'
import { Truth, truthPathOf } from '../simulator/truth.ts'
import { monday } from './support/events.ts'
import { scratchFolder } from './support/scratch.ts'

const seed = 3

/** Writes a log with a profile, and tells what reading it says and finds. */
async function replayed(profile: ProfileName) {
  const path = join(scratchFolder(), `${profile}.ndjson`)
  const counter = { site: 'hall', device: 'desk', profile, seed }
  await writeSignalFile(path, counter, { start: monday, hours: 1 })
  const said: string[] = []
  const { summary, reading } = await replayHere([path], null, text => said.push(text))
  const [desk] = summary.touchpoints
  const lines = readFileSync(path, 'utf8').split('\n')
  const signals = lines.slice(1).flatMap(line => parsed(line))
  const truth = Truth.parse(JSON.parse(readFileSync(truthPathOf(path), 'utf8')))
  return { path, said, desk, reading, lines, signals, truth }
}

interface Line {
  t: number
  mm?: number | null
  button?: number
  down?: boolean
}

function parsed(line: string): Line[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

const sum = (counts: Record<string, number> = {}) =>
  Object.values(counts).reduce((a, b) => a + b, 0)

test('a log without faults has its truth beside it, and no bad line', async () => {
  const { truth, reading, desk, signals } = await replayed('steady')
  expect(reading.badLines).toBe(0)
  expect(truth).toMatchObject({ profile: 'steady', seed, served: truth.visits.length })
  expect(Object.keys(truth)).toEqual(['profile', 'seed', 'served', 'answers', 'presses', 'visits'])
  expect(sum(desk?.answers) + sum(desk?.setAside)).toBe(truth.presses)
  expect(signals.at(-1)?.t).toBeLessThan(3_600_000)
})

test('contacts that bounce for 40 ms make no more presses than fingers do', async () => {
  const { truth, desk, signals } = await replayed('bounce')
  const downs = signals.filter(({ down }) => down === true)
  expect(downs.length).toBeGreaterThan(2 * truth.presses)
  expect(sum(desk?.answers) + sum(desk?.setAside)).toBe(truth.presses)
})

test('torn lines are named, and what is whole still counts', async () => {
  const { said, reading, desk, truth, path } = await replayed('torn-frames')
  expect(reading.badLines).toBeGreaterThan(50)
  expect(said[0]).toMatch(new RegExp(`^${path}:\\d+: expected `))
  expect(desk?.served).toBeGreaterThan(0.5 * truth.served)
})

test('a tail of NULs is one bad line', async () => {
  const whole = await replayed('steady')
  const cut = await replayed('nul-tail')
  expect(cut.lines.at(-1)).toMatch(/\0{4000}/)
  expect(cut.reading).toEqual({ ...whole.reading, badLines: 1 })
  expect(cut.desk).toEqual(whole.desk)
})

test('lines that come twice change nothing', async () => {
  const whole = await replayed('steady')
  const twice = await replayed('duplicates')
  expect(twice.signals.length).toBeGreaterThan(whole.signals.length * 1.01)
  expect(twice.reading.badLines).toBe(0)
  expect(twice.desk?.visits).toEqual(whole.desk?.visits)
})

test('lines that come too late are bad lines', async () => {
  const { reading, signals, desk, truth } = await replayed('reordering')
  const late = signals.filter(({ t }, index) => t < (signals[index - 1]?.t ?? 0))
  expect(late.length).toBeGreaterThan(signals.length / 100)
  expect(reading.badLines).toBe(late.length)
  expect(desk?.served).toBeGreaterThan(0.5 * truth.served)
})

test('a drifting sensor is off by more and more, a dead one silent, a stuck one at one distance', async () => {
  const steady = await replayed('steady')
  const drifting = await replayed('drift')
  const lastOf = ({ signals }: { signals: Line[] }) =>
    signals.findLast(({ mm }) => typeof mm === 'number')?.mm ?? 0
  expect(lastOf(drifting) - lastOf(steady)).toBe(150)

  const inFault = ({ t }: Line) => t > 900_000 && t < 1_500_000
  const dead = (await replayed('dead-sensor')).signals.filter(inFault)
  expect(dead.length).toBeGreaterThan(0)
  expect(dead.length).toBeLessThan(0.1 * steady.signals.filter(inFault).length)
  expect(dead.every(({ mm }) => mm === null || mm === undefined)).toBe(true)

  const stuck = (await replayed('stuck-sensor')).signals.filter(inFault)
  expect(new Set(stuck.flatMap(({ mm }) => (mm === undefined ? [] : [mm]))).size).toBe(1)
  expect(stuck.length).toBe(steady.signals.filter(inFault).length)
})
