import type { EventLine } from '../shared/logs.ts'
import { seeCustomers } from './customers.ts'
import type { Profile } from './profile.ts'
import { seededRandom } from './random.ts'
import { bootOf, startVirtualRemote } from './virtual-remote.ts'

/** Enough to see customers come and go; a week at the full rate would take a while. */
const hz = 2

/** What a simulated counter told in a span of the past. */
export function* simulateHistory(
  counter: { site: string; device: string; profile: Profile; seed: number },
  span: { from: number; to: number },
): Generator<EventLine> {
  const { site, device, profile, seed } = counter
  const remote = startVirtualRemote({
    boot: bootOf([site, device, seed, span.from]),
    start: span.from,
    buttons: profile.ratings.length,
    rangefinder: 'simulated',
  })
  const durationMs = span.to - span.from
  for (const signal of seeCustomers(profile, seededRandom(seed), { hz, durationMs })) {
    const told = remote.see(signal)
    if (typeof told === 'string')
      throw new Error(`the simulated customers are out of order: ${told}`)
    for (const event of told) yield { site, device, receivedAt: event.at, event }
  }
  for (const event of remote.end()) yield { site, device, receivedAt: event.at, event }
}
