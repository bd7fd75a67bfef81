import type { EdgeLine } from '../../shared/logs.ts'
import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'
import type { Span } from './body.ts'
import { momentsOf } from './moments.ts'

export interface Press {
  at: number
  button: number
  heldMs: number
}

/** What somebody pressed, and the rating that it is meant to be; null for play. */
interface Opinion {
  presses: Press[]
  rating: number | null
}

const silent: Opinion = { presses: [], rating: null }

/** What a customer presses; `nextFrom` is when the next one stands there. */
export function opinionOf(
  { from, to }: Span,
  nextFrom: number,
  profile: Profile,
  random: Random,
): Opinion {
  if (!random.chance(profile.pressShare)) return silent
  if (random.chance(profile.mashShare)) return { presses: mash(from + 2000, random), rating: null }
  const button = random.weighted(profile.ratings) + 1
  const latest = Math.min(to + 2500, nextFrom - 600)
  if (random.chance(profile.lateShare) && latest > to + 200) {
    return { presses: [press(random.between(to + 200, latest), button, random)], rating: button }
  }
  const at = random.between(from + 0.55 * (to - from), to - 1000)
  const first = press(at, button, random)
  const second = (other: number, low: number, high: number): Opinion => {
    const at = first.at + first.heldMs + random.between(low, high)
    return at > to - 200
      ? { presses: [first], rating: button }
      : { presses: [first, press(at, other, random)], rating: other }
  }
  if (random.chance(profile.repeatShare)) return second(button, 150, 1500)
  if (random.chance(profile.correctShare)) return second(1 + (button % 5), 500, 6000)
  return { presses: [first], rating: button }
}

/** Somebody plays while no customer is there. */
export function strayPresses(
  visits: Span[],
  profile: Profile,
  durationMs: number,
  random: Random,
): Press[] {
  const empty = (at: number) => !visits.some(({ from, to }) => at > from - 12_000 && at < to + 4500)
  return [...momentsOf(profile.strayPressesPerHour, durationMs, random)]
    .filter(empty)
    .flatMap(at =>
      random.chance(0.4)
        ? mash(at, random)
        : [press(at, 1 + Math.floor(random.between(0, 5)), random)],
    )
}

function mash(at: number, random: Random): Press[] {
  const presses: Press[] = []
  const count = Math.floor(random.between(7, 14))
  for (let when = at; presses.length < count; when += random.between(190, 450)) {
    presses.push({ at: when, button: 1 + Math.floor(random.between(0, 5)), heldMs: 60 })
  }
  return presses
}

const press = (at: number, button: number, random: Random): Press => ({
  at,
  button,
  heldMs: random.between(60, 320),
})

/** The edges that a press makes, contacts bouncing up to `bounceMs` when they meet and part. */
export function edgesOf({ at, button, heldMs }: Press, bounceMs: number, random: Random) {
  const edges: EdgeLine[] = []
  const edge = (t: number, down: boolean) => edges.push({ t: Math.round(t), button, down })
  const bounce = (from: number, to: boolean) => {
    edge(from, to)
    if (random.chance(0.4)) return
    const end = from + Math.min(heldMs / 3, random.between(0, bounceMs))
    for (let t = from + random.between(1, 8); t < end; t += random.between(2, 14)) {
      edge(t, !to)
      edge(t + 1, to)
    }
  }
  bounce(at, true)
  bounce(at + heldMs, false)
  return edges
}
