import type { DeviceEvent } from '../../shared/events.ts'

/**
 * What one remote tells, in order and without end: each minute a customer comes and goes, every
 * third one presses, and a heartbeat says that the remote is alive. Under load the minute is short.
 */
export function* tellings(
  boot: string,
  start: number,
  minuteMs = 60_000,
): Generator<DeviceEvent, never> {
  const pressed = [0, 0, 0, 0, 0]
  let seq = 0
  const at = (up: number) => {
    seq += 1
    return { v: 1, boot, seq, at: start + up, up, synced: true } as const
  }
  yield { ...at(0), kind: 'started', firmware: '0.1.0', buttons: 5, rangefinder: 'TFmini-S' }
  for (let visit = 1; ; visit += 1) {
    const share = minuteMs / 60_000
    const came = visit * minuteMs + Math.round(((visit * 7919) % 20_000) * share)
    const stayMs = Math.round((15_000 + ((visit * 104_729) % 15_000)) * share)
    yield { ...at(came), kind: 'arrived', visit }
    if (visit % 3 === 0) {
      const index = (visit / 3) % 5
      pressed[index] = (pressed[index] ?? 0) + 1
      yield {
        ...at(came + Math.round(stayMs / 2)),
        kind: 'pressed',
        button: index + 1,
        heldMs: 120,
      }
    }
    yield { ...at(came + stayMs), kind: 'left', visit, stayMs, nearestMm: 640 }
    yield {
      ...at(visit * minuteMs + Math.round(55_000 * share)),
      kind: 'heartbeat',
      pressed,
      visits: visit,
      waiting: 0,
      rangefinder: 'ok',
      battery: null,
    }
  }
}

const payloadBytes = 180

/** An event as JSON of at least 180 bytes: the shorter kinds carry a note that makes them so. */
export function payloadOf(event: DeviceEvent): string {
  const json = JSON.stringify(event)
  const lacking = payloadBytes - json.length - ',"note":""'.length
  return lacking < 0 ? json : `${json.slice(0, -1)},"note":"${'x'.repeat(lacking)}"}`
}
