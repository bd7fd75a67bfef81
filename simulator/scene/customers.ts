import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'
import { gainOf } from '../rangefinder.ts'
import { type Body, type Span, waitUntil, walkTo } from './body.ts'
import { companionOf } from './companion.ts'
import type { Counter } from './counter.ts'
import { aPerson, inDarkClothes, walkingSpeed } from './people.ts'
import { standAt } from './standing.ts'
import { entryTo, leave, slotOf } from './ways.ts'

/** Who was served: from standing at the place to stepping away. */
export interface Customers {
  bodies: Body[]
  visits: Span[]
}

/** People come one by one, wait for those before them, are served, and go. */
export function comeAndGo(
  counter: Counter,
  profile: Profile,
  durationMs: number,
  random: Random,
): Customers {
  const bodies: Body[] = []
  const visits: Span[] = []
  let at = random.between(3000, 20_000)
  let reachedLine = 0
  for (;;) {
    at += random.exponential(3_600_000 / profile.customersPerHour)
    const last = visits.at(-1)?.to ?? 0
    // They end in their order, so only the last are looked at.
    const ahead = visits.slice(1 + visits.findLastIndex(({ to }) => to <= at + 1500))
    if (ahead.length > profile.longestQueue) continue
    const [middle, spread] = profile.staySeconds
    const stayMs = Math.max(7000, 1000 * middle * Math.exp(random.normal(0, spread)))
    // Who would come too late to be gone before the end stays at home.
    if (Math.max(at, last) + stayMs + 20_000 > durationMs) return { bodies, visits }

    const dark = random.chance(profile.darkShare)
    const looks = aPerson(profile, random)
    const gain = gainOf(counter.rangefinder)
    const body: Body = {
      ...(dark ? inDarkClothes(looks, counter, gain, random) : looks),
      path: [],
      hidden: [],
    }
    const place = {
      x: Math.max(-80, Math.min(80, random.normal(0, 45))),
      y: Math.max(200, counter.standMm + random.normal(0, 0.09 * counter.standMm)),
    }
    const speed = walkingSpeed(random)
    const stepUp = () => 1000 * random.between(...profile.stepUpSeconds)
    if (ahead.length === 0) {
      body.path.push({ t: at, ...entryTo(counter, random) })
      const reached = walkTo(body.path, place, speed)
      const late = last + stepUp() + random.between(600, 1300) - reached
      if (late > 0) for (const waypoint of body.path) waypoint.t += late
    } else {
      const slots = ahead.map((_, index) => slotOf(counter, index + 1, random))
      body.path.push({ t: at, ...entryTo(counter, random) })
      walkTo(body.path, slots.at(-1) ?? place, speed)
      const end = body.path.at(-1)
      if (end) end.t = Math.max(end.t, reachedLine + 800)
      reachedLine = end?.t ?? 0
      for (const [index, { to }] of ahead.entries()) {
        const before = ahead.length - 1 - index
        waitUntil(body.path, to + stepUp() + before * random.between(200, 500))
        walkTo(body.path, slots[before - 1] ?? place, random.between(700, 1300))
      }
    }
    const from = body.path.at(-1)?.t ?? at
    const to = from + stayMs
    standAt(body, place, to, profile, random)
    leave(body.path, counter, { queue: ahead.length > 0, speed: walkingSpeed(random) }, random)
    bodies.push(body)
    visits.push({ from, to })
    if (random.chance(profile.companionShare)) {
      bodies.push(companionOf(body, { from, to }, counter, profile, random))
    }
  }
}
