import { z } from 'zod'
import type { DeviceEvent, RemoteFact } from '../../../shared/events.ts'
import { refusedIn } from '../frame/asking.ts'
import { type Told, tell } from '../frame/telling.ts'

/** It has a counter of its own name, so that it mixes with no real number. */
export const simulatedDevice = 'simulated'

const Credentials = z.object({ username: z.string(), password: z.string() })
const buttons = 5

/** One customer comes, presses the highest button and goes; says what became of it. */
export async function serveOne(site: string): Promise<Told<unknown>> {
  const path = `${encodeURIComponent(site)}/${simulatedDevice}`
  const issued = await tell('POST', `api/devices/${path}/credentials`, {}, Credentials)
  if (!issued.ok) return issued
  const { username, password } = issued.answer
  const response = await fetch(`api/tell/${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
    body: JSON.stringify({ events: customer(Date.now()) }),
  }).catch(() => null)
  if (!response) return { ok: false, refused: null }
  const json: unknown = await response.json().catch(() => null)
  if (response.ok) return { ok: true, answer: json }
  return { ok: false, refused: refusedIn(json, response.status) }
}

/** What a remote tells of a customer who has just gone. */
function customer(now: number): DeviceEvent[] {
  const digits = crypto.getRandomValues(new Uint8Array(6))
  const boot = [...digits].map(byte => byte.toString(16).padStart(2, '0')).join('')
  const facts: RemoteFact[] = [
    { kind: 'started', up: 0, firmware: 'console', buttons, rangefinder: 'simulated' },
    { kind: 'arrived', up: 1000, visit: 1 },
    { kind: 'pressed', up: 7000, button: buttons, heldMs: 120 },
    { kind: 'left', up: 9000, visit: 1, stayMs: 8000, nearestMm: 620 },
    {
      kind: 'heartbeat',
      up: 10_000,
      pressed: [0, 0, 0, 0, 1],
      visits: 1,
      waiting: 0,
      rangefinder: 'ok',
      battery: null,
    },
  ]
  const start = now - 10_000
  return facts.map((fact, index) => ({
    ...{ v: 1, boot, seq: index + 1, at: start + fact.up, synced: true },
    ...fact,
  }))
}
