import fc from 'fast-check'
import type { DeviceEvent } from '../../shared/events.ts'
import type { EventLine } from '../../shared/logs.ts'
import { monday } from './events.ts'

const minute = 60_000

/** The same events as told by a device of another name. */
export const asToldBy = (name: string, told: EventLine[]) =>
  told.map(line => ({ ...line, device: name }))

/** All events, some of them twice, in any order, in batches of any size. */
export function inAnyOrder(told: EventLine[]): fc.Arbitrary<EventLine[][]> {
  const indexes = told.map((_, index) => index)
  return fc
    .record({
      order: fc.shuffledSubarray(indexes, { minLength: indexes.length }),
      again: fc.array(fc.constantFrom(...indexes), { maxLength: 8 }),
      size: fc.integer({ min: 1, max: Math.ceil(told.length / 2) }),
    })
    .map(({ order, again, size }) => {
      const sent = [...order, ...again].flatMap(index => told[index] ?? [])
      const count = Math.ceil(sent.length / size)
      return Array.from({ length: count }, (_, n) => sent.slice(n * size, (n + 1) * size))
    })
}

/** A clock may go after by so much before it is put right. */
const slowMs = 200

/** Whatever a few remotes may tell: equal times, visits without a beginning or an end, bad clocks. */
export const anything: fc.Arbitrary<EventLine[]> = fc
  .array(
    fc.record({
      boot: fc.constantFrom('b1', 'b2'),
      // A coarse grid, so that times meet, over a bit more than two quarter-hours.
      tick: fc.integer({ min: 0, max: 80 }),
      lateMs: fc.constantFrom(0, 0, 5000, 40 * minute),
      clock: fc.constantFrom('trusted', 'trusted', 'trusted', 'slow', '1970', 'unsynced'),
      told: fc.oneof(
        fc.record({
          kind: fc.constant('pressed' as const),
          button: fc.integer({ min: 1, max: 6 }),
        }),
        fc.record({ kind: fc.constant('arrived' as const), visit: fc.integer({ min: 1, max: 6 }) }),
        fc.record({ kind: fc.constant('left' as const), visit: fc.integer({ min: 1, max: 6 }) }),
        fc.record({
          kind: fc.constant('started' as const),
          rangefinder: fc.constantFrom(null, 'TFmini-S'),
        }),
        fc.record({ kind: fc.constant('heartbeat' as const) }),
      ),
    }),
    { minLength: 2, maxLength: 24 },
  )
  .map(all => {
    const seqs: Record<string, number> = {}
    return all.map(({ boot, tick, lateMs, clock, told }) => {
      const seq = (seqs[boot] ?? 0) + 1
      seqs[boot] = seq
      const up = (boot === 'b1' ? 0 : 5 * minute) + tick * 25_000
      const at = monday + up
      const common = { v: 1, boot, seq, up, synced: clock !== 'unsynced' }
      const details = {
        pressed: { heldMs: 80 },
        arrived: {},
        left: { stayMs: 90_000, nearestMm: 600 },
        started: { firmware: '0', buttons: 5 },
        heartbeat: { pressed: [], visits: 0, waiting: 0, rangefinder: 'ok', battery: null },
      }
      const clocks: Record<string, number> = { '1970': up, slow: at - slowMs }
      const event = { ...common, at: clocks[clock] ?? at, ...details[told.kind], ...told }
      return { site: 'hall', device: 'any', receivedAt: at + lateMs, event: event as DeviceEvent }
    })
  })
