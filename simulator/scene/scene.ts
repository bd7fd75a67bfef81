import type { Profile } from '../profile.ts'
import { seededRandom } from '../random.ts'
import type { Truth } from '../truth.ts'
import type { Body } from './body.ts'
import { buildCounter, type Counter } from './counter.ts'
import { comeAndGo } from './customers.ts'
import { type SunnySpell, shine } from './light.ts'
import { passBy } from './passers-by.ts'
import { opinionOf, type Press, strayPresses } from './presses.ts'
import { clean, leaveThings, reach } from './things.ts'
import { vary } from './vary.ts'

/** All that happens at a counter in a span of time, before anybody looks. */
export interface Scene {
  counter: Counter
  durationMs: number
  /** In the order in which they come. */
  bodies: Body[]
  sun: SunnySpell[]
  presses: Press[]
  bounceMs: number
  truth: Truth
  /** Seed of what the sensors themselves add. */
  seed: number
}

/** For how long contacts bounce at most: those of a good switch, and of a worn one. */
const usualBounceMs = 8
const wornBounceMs = 40

/**
 * The same profile, seed and duration give the same scene; a later part is what happens then at
 * the same counter.
 */
export function playScene(usual: Profile, seed: number, durationMs: number, part = 0): Scene {
  const building = seededRandom(seed)
  const profile = vary(usual, building.fork())
  const counter = buildCounter(profile, building.fork())
  const sceneSeed = seed + 1 + 7919 * part
  const random = seededRandom(sceneSeed).fork()
  const customers = comeAndGo(counter, profile, durationMs, random.fork())
  const { visits } = customers
  const bodies = [
    ...customers.bodies,
    ...passBy(counter, profile, durationMs, random.fork()),
    ...leaveThings(counter, profile, durationMs, random.fork()),
    ...reach(visits, profile, random.fork()),
    ...clean(visits, profile, durationMs, random.fork()),
  ].sort((one, other) => startOf(one) - startOf(other))
  const sun = shine(profile, durationMs, random.fork())

  const pressing = random.fork()
  const opinions = visits.map((visit, index) =>
    opinionOf(visit, visits[index + 1]?.from ?? durationMs, profile, pressing),
  )
  const presses = [
    ...opinions.flatMap(opinion => opinion.presses),
    ...strayPresses(visits, profile, durationMs, pressing),
  ].sort((one, other) => one.at - other.at)
  const answers: Record<string, number> = {}
  for (const { rating } of opinions) {
    if (rating !== null) answers[rating] = (answers[rating] ?? 0) + 1
  }
  const truth: Truth = {
    served: visits.length,
    answers,
    presses: presses.length,
    visits: visits.map(({ from, to }, index) => ({
      from: Math.round(from),
      to: Math.round(to),
      rating: opinions[index]?.rating ?? null,
    })),
  }
  const bounceMs = profile.fault === 'bounce' ? wornBounceMs : usualBounceMs
  return { counter, durationMs, bodies, sun, presses, bounceMs, truth, seed: sceneSeed }
}

const startOf = ({ path }: Body) => path[0]?.t ?? 0
