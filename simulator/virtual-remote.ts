import { createHash } from 'node:crypto'
import { settleMs } from '../firmware/button.ts'
import { heartbeatMs } from '../firmware/heartbeat.ts'
import { commonZone } from '../firmware/presence.ts'
import { heartbeat, type Input, newRemote, observe } from '../firmware/remote.ts'
import { nameFact } from '../firmware/telling.ts'
import type { DeviceEvent, RemoteFact } from '../shared/events.ts'
import { version } from '../shared/version.ts'
import type { Signal } from './signal.ts'

export interface VirtualRemote {
  /** What the remote tells when it sees this, or what is wrong with it. */
  see(signal: Signal): DeviceEvent[] | string
  /** What it still tells when nothing more comes. */
  end(): DeviceEvent[]
  /** Up to here somebody is a customer, as far as it knows by now; mm. */
  zoneMm(): number
}

/** A longer hole in the signals is none: no recorder sleeps for days and goes on. */
const longestGapMs = 24 * 3_600_000

/** The firmware's own core in virtual time: the clock is the `t` of the signals. */
export function startVirtualRemote(remote: {
  boot: string
  /** Wall clock of `t` = 0, epoch ms. */
  start: number
  buttons: number
  rangefinder: string | null
}): VirtualRemote {
  const { boot, start, buttons, rangefinder } = remote
  let state = newRemote(buttons)
  let seq = 0
  let now = 0
  let begun = false
  let nextBeat = heartbeatMs

  const name = (facts: RemoteFact[]) =>
    facts.map(fact => nameFact(fact, { boot, seq: ++seq, at: start + fact.up, synced: true }))

  function input(what: Input): RemoteFact[] {
    const { after, facts } = observe(state, what, commonZone)
    state = after
    return facts
  }

  /** Heartbeats come in between, also while nothing is seen for long. */
  function passTime(to: number): RemoteFact[] {
    const facts: RemoteFact[] = []
    if (!begun) facts.push({ kind: 'started', up: 0, firmware: version, buttons, rangefinder })
    begun = true
    for (; nextBeat <= to; nextBeat += heartbeatMs) {
      facts.push(...input({ kind: 'time', up: nextBeat }), heartbeat(state, nextBeat, 0))
    }
    now = to
    return facts
  }

  return {
    zoneMm: () => commonZone.enterMm,
    see(signal) {
      const up = Math.round(signal.t)
      if (up < now) return `expected t from ${now} on, found ${up}`
      if (up - now > longestGapMs) return `expected t within a day after ${now}, found ${up}`
      if ('down' in signal && signal.button > buttons) {
        return `expected a button from 1 to ${buttons}, found ${signal.button}`
      }
      const facts = up >= nextBeat || !begun ? passTime(up) : []
      now = up
      const seen: Input =
        'down' in signal
          ? { kind: 'edge', up, button: signal.button, down: signal.down }
          : { kind: 'sample', up, mm: signal.mm === null ? null : Math.round(signal.mm) }
      facts.push(...input(seen))
      return facts.length > 0 ? name(facts) : []
    },
    end: () => name([...passTime(now), ...input({ kind: 'time', up: now + settleMs })]),
  }
}

/** A boot that is the same whenever the same thing is replayed: told twice, it counts once. */
export const bootOf = (what: unknown) =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 12)
