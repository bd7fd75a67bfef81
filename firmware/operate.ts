import type { DeviceConfig, Look } from '../shared/commands.ts'
import type { RemoteFact } from '../shared/events.ts'
import { version } from '../shared/version.ts'
import { settleMs } from './button.ts'
import type { Clock } from './clock.ts'
import { openComplaint } from './complaint.ts'
import type { Hardware } from './hardware.ts'
import { heartbeatMs } from './heartbeat.ts'
import type { LearntFile } from './learnt.ts'
import type { Outbox } from './outbox.ts'
import { keepDistances } from './recent-distances.ts'
import { heartbeat, type Input, newRemote, observe } from './remote.ts'
import type { Zone } from './zone.ts'

/** The first heartbeat tells early whether the laser answers. */
const firstBeatMs = 3000

/** Edges that happened before now have been heard so much later, unless the process stands still. */
const hearingMs = 20
const lateMs = 15

/** How often what was learnt is kept: SD cards wear out. */
const keepMs = 3_600_000

/** Facts that a full disk does not take are held in memory; above this, heartbeats make room. */
const heldLimit = 10_000

/** A remote that runs, and what its gateway may ask of it. */
interface Operated {
  configure(config: DeviceConfig): void
  identify(): void
  look(): Look
  close(): void
}

/**
 * Runs a remote: what its hardware sees becomes facts in its outbox. `isOnline` tells whether they
 * go on to the gateway at once.
 */
export function operate(
  hardware: Hardware,
  outbox: Outbox,
  clock: Clock,
  place: { learnt: LearntFile; zone?: Zone | undefined },
  say: (text: string) => void = () => {},
  isOnline: () => boolean = () => true,
): Operated {
  const places = place.learnt.read() ?? undefined
  const remote = newRemote(hardware.buttons, { places, zone: place.zone })
  const recent = keepDistances()
  const complain = openComplaint(say)
  let held: RemoteFact[] = []
  let trouble = false

  function tell(facts: RemoteFact[]) {
    held.push(...facts)
    if (held.length > heldLimit) held = held.filter(fact => fact.kind !== 'heartbeat')
    while (held[0]) {
      const [fact] = held
      try {
        const at = clock.now() - (clock.up() - fact.up)
        outbox.tell(fact, { at: Math.max(0, Math.round(at)), synced: clock.synced() })
      } catch (cause) {
        if (!trouble) say(`could not store an event: ${(cause as Error).message}; trying on`)
        trouble = true
        return
      }
      if (trouble) say('storing again')
      trouble = false
      held.shift()
    }
  }

  function see(input: Input) {
    const facts = observe(remote, input)
    if (facts.length > 0) tell(facts)
  }

  /** The customer looks at the light while pressing, so it does not wait for the release. */
  function thank(button: number, up: number) {
    const pressed = remote.buttons[button - 1]
    const begins = pressed?.state === 'down' && pressed.since === up
    if (begins && !trouble) hardware.thank(isOnline() ? 'delivered' : 'stored')
  }

  /** Tells a press once its contacts have settled, and whatever they did has been heard. */
  function settleAfter(waitMs: number, isLast = false) {
    const due = clock.up() + waitMs
    const timer = setTimeout(() => {
      timers.delete(timer)
      const isLate = clock.up() - due > lateMs
      if (isLast && !isLate) see({ kind: 'heard', up: clock.up() })
      else settleAfter(hearingMs, true)
    }, waitMs)
    timers.add(timer)
  }

  function beat() {
    see({ kind: 'time', up: clock.up() })
    const waiting = outbox.waiting() + held.length
    const told = heartbeat(remote, clock.up(), waiting, hardware.buttonHealth())
    tell([told])
    complain(told.rangefinder)
  }

  const timers = new Set<NodeJS.Timeout>()
  const heart = setInterval(beat, heartbeatMs)
  timers.add(setTimeout(beat, firstBeatMs))
  const keeping = setInterval(() => place.learnt.write(remote.presence.places), keepMs)

  tell([
    {
      kind: 'started',
      up: clock.up(),
      firmware: version,
      buttons: hardware.buttons,
      rangefinder: hardware.rangefinder,
    },
  ])
  hardware.onReading(({ mm }) => {
    const up = clock.up()
    recent.note(up, mm)
    see({ kind: 'sample', up, mm })
  })
  hardware.onButton(({ button, down, agoMs = 0 }) => {
    const up = Math.max(0, clock.up() - agoMs)
    see({ kind: 'edge', up, button, down })
    if (down) thank(button, up)
    else settleAfter(settleMs + 1)
  })

  return {
    configure({ zone }) {
      remote.presence.zone = zone ?? place.zone ?? null
    },
    identify: hardware.identify,
    look: () => ({
      at: Math.round(clock.now()),
      everyMs: recent.everyMs,
      mm: recent.read(clock.up()),
    }),
    close() {
      clearInterval(heart)
      clearInterval(keeping)
      for (const timer of timers) clearTimeout(timer)
      // A press whose contacts have not settled yet is a press all the same.
      see({ kind: 'heard', up: clock.up() + settleMs })
      place.learnt.write(remote.presence.places)
    },
  }
}
