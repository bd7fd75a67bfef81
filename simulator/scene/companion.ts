import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'
import { type Body, type Span, waitUntil, walkTo } from './body.ts'
import type { Counter } from './counter.ts'
import { aPerson, walkingSpeed } from './people.ts'
import { leave } from './ways.ts'

/**
 * Who comes with a customer, waits beside them, and leaves with them; now and then they stand in
 * the beam themselves.
 */
export function companionOf(
  customer: Body,
  visit: Span,
  counter: Counter,
  profile: Profile,
  random: Random,
): Body {
  const side = random.pick([-1, 1]) * random.between(520, 700)
  const lag = random.between(100, 900)
  const coming = customer.path.filter(({ t }) => t <= visit.from)
  const path = coming.map(({ t, x, y }) => ({ t: t + lag, x: x + side, y: y + 60 }))
  const beside = path.at(-1) ?? { x: side, y: counter.standMm }
  const gone = visit.to + random.between(-600, 700)
  for (;;) {
    const at = (path.at(-1)?.t ?? 0) + 3000 + random.exponential(20_000)
    const stayMs = random.between(800, 6000)
    if (at + stayMs + 5000 > gone) break
    waitUntil(path, at)
    const inside = walkTo(
      path,
      { x: random.normal(0, 80), y: Math.max(180, beside.y - random.between(60, 260)) },
      900,
    )
    waitUntil(path, inside + stayMs)
    walkTo(path, beside, 900)
  }
  waitUntil(path, gone)
  leave(path, counter, { queue: true, speed: walkingSpeed(random) }, random)
  return { ...aPerson(profile, random), path, hidden: [] }
}
