import type { EdgeLine } from '../../shared/logs.ts'
import { type Random, seededRandom } from '../random.ts'
import { mmOf, newRangefinder } from '../rangefinder.ts'
import type { Signal } from '../signal.ts'
import { echoOf } from './beam.ts'
import { glareAt } from './light.ts'
import { Mover } from './mover.ts'
import { edgesOf } from './presses.ts'
import type { Scene } from './scene.ts'

/** What the sensors see of a scene, at the rate of its rangefinder. */
export function* watch(scene: Scene): Generator<Signal> {
  const { counter, durationMs, bodies, sun, seed } = scene
  const random = seededRandom(seed ^ 0x5eed)
  const edges = bouncing(scene, random.fork())
  const rangefinder = newRangefinder(counter, random)
  const stepMs = 1000 / counter.hz
  let there: Mover[] = []
  let nextBody = 0
  let nextEdge = 0
  const spells = [...sun]
  for (let step = 0; step * stepMs < durationMs; step += 1) {
    const t = Math.round(step * stepMs)
    for (let edge = edges[nextEdge]; edge && edge.t <= t; edge = edges[nextEdge]) {
      yield edge
      nextEdge += 1
    }
    for (let body = bodies[nextBody]; body; body = bodies[nextBody]) {
      if ((body.path[0]?.t ?? 0) > t) break
      there.push(new Mover(body, random))
      nextBody += 1
    }
    let gone = false
    for (const mover of there) {
      mover.moveTo(t, stepMs)
      if (mover.until < t) gone = true
    }
    if (gone) there = there.filter(mover => mover.until >= t)
    while (spells[0] && spells[0].to <= t) spells.shift()
    const echo = echoOf(counter, rangefinder.halfAngle, there)
    const frame = rangefinder.measure(echo, glareAt(spells, t))
    yield { t, mm: mmOf(frame), strength: frame.strength }
  }
}

const bouncing = ({ presses, bounceMs }: Scene, random: Random): EdgeLine[] =>
  presses.flatMap(press => edgesOf(press, bounceMs, random)).sort((one, other) => one.t - other.t)
