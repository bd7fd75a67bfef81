import { createHash } from 'node:crypto'
import { settleMs } from '../firmware/button.ts'
import { heartbeatMs } from '../firmware/heartbeat.ts'
import { heartbeat, look, newRemote, observe } from '../firmware/remote.ts'
import { nameFact } from '../firmware/telling.ts'
import type { DeviceEvent, RemoteFact } from '../shared/events.ts'
import type { EdgeLine } from '../shared/logs.ts'
import { version } from '../shared/version.ts'
import type { Signal } from './signal.ts'

export interface VirtualRemote {
  /** What the remote tells when it sees this, or what is wrong with it. */
  see(signal: Signal): DeviceEvent[] | string
  /** The same of a reading of its laser. */
  read(t: number, mm: number | null): DeviceEvent[] | string
  /** What it still tells when nothing more comes. */
  end(): DeviceEvent[]
  /** Up to here somebody is a customer, as far as it knows by now; mm. */
  zoneMm(): number
}

/** A longer hole in the signals is none: no recorder sleeps for days and goes on. */
const longestGapMs = 24 * 3_600_000

const nothing: RemoteFact[] = []
const noEvents: DeviceEvent[] = []

/** The firmware's own core in virtual time: the clock is the `t` of the signals. */
export function startVirtualRemote(remote: {
  boot: string
  /** Wall clock of `t` = 0, epoch ms. */
  start: number
  buttons: number
  rangefinder: string | null
}): VirtualRemote {
  const { boot, start, buttons, rangefinder } = remote
  const state = newRemote(buttons)
  let seq = 0
  let now = 0
  let begun = false
  let nextBeat = heartbeatMs

  const name = (facts: RemoteFact[]) =>
    facts.map(fact => nameFact(fact, { boot, seq: ++seq, at: start + fact.up, synced: true }))

  const tell = (before: RemoteFact[], seen: RemoteFact[]) =>
    before.length + seen.length === 0 ? noEvents : name([...before, ...seen])

  /** Heartbeats come in between, also while nothing is seen for long. */
  function passTime(to: number): RemoteFact[] {
    const facts: RemoteFact[] = []
    if (!begun) facts.push({ kind: 'started', up: 0, firmware: version, buttons, rangefinder })
    begun = true
    for (; nextBeat <= to; nextBeat += heartbeatMs) {
      facts.push(...observe(state, { kind: 'time', up: nextBeat }), heartbeat(state, nextBeat, 0))
    }
    now = to
    return facts
  }

  /** Presses that were settled, and heartbeats, before something is seen. */
  function goOn(up: number): RemoteFact[] {
    const pressed = state.settling ? observe(state, { kind: 'heard', up }) : nothing
    const passed = up >= nextBeat || !begun ? passTime(up) : nothing
    now = up
    return pressed.length + passed.length === 0 ? nothing : [...pressed, ...passed]
  }

  function problemAt(up: number): string | null {
    if (up < now) return `expected t from ${now} on, found ${up}`
    if (up - now > longestGapMs) return `expected t within a day after ${now}, found ${up}`
    return null
  }

  function read(t: number, mm: number | null) {
    const up = Math.round(t)
    const problem = problemAt(up)
    if (problem !== null) return problem
    const before = goOn(up)
    return tell(before, look(state, up, mm && Math.round(mm)))
  }

  function press({ t, button, down }: EdgeLine) {
    const up = Math.round(t)
    const problem = problemAt(up)
    if (problem !== null) return problem
    if (button > buttons) return `expected a button from 1 to ${buttons}, found ${button}`
    return tell(goOn(up), observe(state, { kind: 'edge', up, button, down }))
  }

  return {
    zoneMm: () => state.presence.places.farMm,
    see: signal => ('down' in signal ? press(signal) : read(signal.t, signal.mm)),
    read,
    end: () => name([...passTime(now), ...observe(state, { kind: 'heard', up: now + settleMs })]),
  }
}

/** A boot that is the same whenever the same thing is replayed: told twice, it counts once. */
export const bootOf = (what: unknown) =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 12)
