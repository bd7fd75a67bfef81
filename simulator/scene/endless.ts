import type { Profile } from '../profile.ts'
import type { Signal } from '../signal.ts'
import { playScene } from './scene.ts'
import { watch } from './watch.ts'

/** A thousand remotes at once have no room for a day each. */
const partMs = 1_200_000

/** A counter that is never closed, seen at a rate that thousands of remotes can bear. */
export function* watchForEver(profile: Profile, seed: number, hz: number): Generator<Signal> {
  for (let part = 0; ; part += 1) {
    const scene = playScene(profile, seed, partMs, part)
    const counter = { ...scene.counter, hz }
    for (const signal of watch({ ...scene, counter })) {
      yield { ...signal, t: signal.t + part * partMs }
    }
  }
}
