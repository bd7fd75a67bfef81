import { heartbeatMs } from '../firmware/heartbeat.ts'
import { nameFact } from '../firmware/telling.ts'
import type { RemoteFact } from '../shared/events.ts'
import type { EventLine } from '../shared/logs.ts'
import { version } from '../shared/version.ts'
import { type ProfileName, profiles } from './profiles.ts'
import { playScene, type Scene } from './scene/scene.ts'
import { bootOf } from './virtual-remote.ts'

/**
 * What a simulated counter told in a span of the past. No sensor is simulated here: a week of
 * readings takes too long for a demo, and the facts are those of a sensor without faults.
 */
export function* simulateHistory(
  counter: { site: string; device: string; profile: ProfileName; seed: number },
  span: { from: number; to: number },
): Generator<EventLine> {
  const { site, device, profile, seed } = counter
  const scene = playScene(profiles[profile], seed, span.to - span.from)
  const boot = bootOf([site, device, seed, span.from])
  for (const [index, fact] of factsOf(scene, profiles[profile].ratings.length).entries()) {
    const at = span.from + fact.up
    const event = nameFact(fact, { boot, seq: index + 1, at, synced: true })
    yield { site, device, receivedAt: at, event }
  }
}

function factsOf({ counter, durationMs, truth, presses }: Scene, buttons: number): RemoteFact[] {
  const rangefinder = counter.rangefinder
  const seen: RemoteFact[] = [
    ...truth.visits.flatMap(({ from, to }, index): RemoteFact[] => [
      { kind: 'arrived', up: from, visit: index + 1 },
      {
        kind: 'left',
        up: to,
        visit: index + 1,
        stayMs: to - from,
        nearestMm: Math.round(counter.standMm),
      },
    ]),
    ...presses.map(
      ({ at, button, heldMs }): RemoteFact => ({
        kind: 'pressed',
        up: Math.round(at),
        button,
        heldMs: Math.round(heldMs),
      }),
    ),
  ].sort((one, other) => one.up - other.up)
  const facts: RemoteFact[] = [{ kind: 'started', up: 0, firmware: version, buttons, rangefinder }]
  const pressed = Array.from({ length: buttons }, () => 0)
  let visits = 0
  let next = 0
  for (let beat = heartbeatMs; beat <= durationMs; beat += heartbeatMs) {
    for (let fact = seen[next]; fact && fact.up <= beat; fact = seen[next]) {
      if (fact.kind === 'arrived') visits += 1
      if (fact.kind === 'pressed') pressed[fact.button - 1] = (pressed[fact.button - 1] ?? 0) + 1
      facts.push(fact)
      next += 1
    }
    const counts = { pressed: [...pressed], visits, waiting: 0 }
    facts.push({ kind: 'heartbeat', up: beat, ...counts, rangefinder: 'ok', battery: null })
  }
  return [...facts, ...seen.slice(next)]
}
