import type { EdgeLine, SampleLine } from '../shared/logs.ts'
import type { Profile } from './profile.ts'
import type { Random } from './random.ts'

/** What a remote's sensors see: laser readings and button edges, in the order of `t` (ms). */
export type Signal = SampleLine | EdgeLine

interface Customer {
  comes: number
  leaves: number
  presses: { at: number; button: number; heldMs: number }[]
}

const walkingMs = 1200
const noiseMm = 12

/** Simulates one counter: customers come one after another, stand, perhaps press, and go. */
export function* seeCustomers(
  profile: Profile,
  random: Random,
  { hz, durationMs }: { hz: number; durationMs: number },
): Generator<Signal> {
  const stepMs = 1000 / hz
  let customer = nextCustomer(0, profile, random)
  let edges = edgesOf(customer)
  for (let step = 0; step * stepMs < durationMs; step += 1) {
    const t = Math.round(step * stepMs)
    while (edges[0] && edges[0].t <= t) yield edges.shift() as EdgeLine
    if (t > customer.leaves + walkingMs && edges.length === 0) {
      customer = nextCustomer(t, profile, random)
      edges = edgesOf(customer)
    }
    yield { t, mm: measure(t, customer, profile, random) }
  }
}

function nextCustomer(after: number, profile: Profile, random: Random): Customer {
  const [mean, deviation] = profile.staySeconds
  const stayMs = 1000 * Math.max(6, random.normal(mean, deviation))
  // What a stay takes is no time for others to come: the pause makes up for it, down to a step.
  const pauseMs = Math.max(1000, 3_600_000 / profile.customersPerHour - 1000 * mean)
  const comes = after + 3500 + random.exponential(pauseMs)
  const leaves = comes + stayMs
  return { comes, leaves, presses: pressesOf(comes, leaves, profile, random) }
}

function pressesOf(comes: number, leaves: number, profile: Profile, random: Random) {
  if (!random.chance(profile.pressShare)) return []
  const at = random.between(comes + 0.6 * (leaves - comes), leaves - 500)
  const press = (at: number) => ({
    at,
    button: random.weighted(profile.ratings) + 1,
    heldMs: random.between(60, 300),
  })
  const first = press(at)
  if (random.chance(profile.repeatShare)) {
    return [first, { ...press(at + random.between(500, 1500)), button: first.button }]
  }
  if (random.chance(profile.correctShare)) return [first, press(at + random.between(800, 2500))]
  return [first]
}

const edgesOf = ({ presses }: Customer): EdgeLine[] =>
  presses.flatMap(({ at, button, heldMs }) => [
    { t: Math.round(at), button, down: true },
    { t: Math.round(at + heldMs), button, down: false },
  ])

function measure(t: number, customer: Customer, profile: Profile, random: Random): number | null {
  const { standMm, wallMm } = profile
  const near = Math.min((t - customer.comes) / walkingMs, (customer.leaves - t) / walkingMs + 1)
  const presence = Math.max(0, Math.min(1, near))
  const sway = presence === 1 ? 40 * Math.sin(t / 2300) : 0
  const mm = wallMm + (standMm - wallMm) * presence + sway + random.normal(0, noiseMm)
  return random.chance(0.01) ? null : Math.max(100, Math.round(mm / 10) * 10)
}
