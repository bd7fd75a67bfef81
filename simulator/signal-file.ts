import { writeFileSync } from 'node:fs'
import { writeText } from '../shared/log-lines.ts'
import type { SignalLog } from '../shared/logs.ts'
import { breakLines, breakSignals } from './faults.ts'
import { type ProfileName, profiles } from './profiles.ts'
import { seededRandom } from './random.ts'
import { playScene, type Scene } from './scene/scene.ts'
import { watch } from './scene/watch.ts'
import type { Signal } from './signal.ts'
import { type Truth, truthPathOf } from './truth.ts'

/** Writes the signal log of a simulated counter, and the truth beside it, in virtual time. */
export async function writeSignalFile(
  path: string,
  counter: { site: string; device: string; profile: ProfileName; seed: number },
  span: { start: number; hours: number },
): Promise<void> {
  const { site, device, profile: profileName, seed } = counter
  const profile = profiles[profileName]
  const scene = playScene(profile, seed, span.hours * 3_600_000)
  const { rangefinder: model, hz } = scene.counter
  const header: SignalLog = {
    log: 'loyalty-signals',
    v: 1,
    site,
    device,
    start: new Date(span.start).toISOString(),
    rangefinder: { model, hz },
    buttons: profile.ratings.length,
  }
  await writeText(path, linesOf(header, scene, profile.fault))
  const truth: Truth = { profile: profileName, seed, ...scene.truth }
  writeFileSync(truthPathOf(path), `${JSON.stringify(truth)}\n`)
}

function* linesOf(
  header: SignalLog,
  scene: Scene,
  fault: (typeof profiles)[ProfileName]['fault'],
): Generator<string> {
  const random = seededRandom(scene.seed ^ 0xfa017)
  yield `${JSON.stringify(header)}\n`
  yield* breakLines(textOf(breakSignals(watch(scene), fault, random)), fault, random)
}

function* textOf(signals: Iterable<Signal>): Generator<string> {
  for (const signal of signals) yield `${JSON.stringify(signal)}\n`
}
