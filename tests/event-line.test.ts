import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aTeller, type Line, writeLine } from '../gateway/database/event-line.ts'
import { readLine } from '../gateway/database/found-line.ts'

const [name, boot] = ['b-1a2b', 7]
const teller = aTeller('hall', 'desk', name)
const tellerOf = (id: number) => (id === boot ? teller : undefined)

const millis = fc.integer({ min: 0, max: 4_000_000_000_000 })

/** What follows the kind of an event, as remotes write it, in another order, and of other kinds. */
const told = fc.constantFrom(
  { kind: 'pressed', button: 5, heldMs: 80 },
  { kind: 'pressed', heldMs: 80, button: 5 },
  { kind: 'arrived', visit: 7 },
  { kind: 'left', visit: 7, stayMs: 20_000, nearestMm: 640 },
  { kind: 'heartbeat', pressed: [0, 2, 0], visits: 7, waiting: 0, rangefinder: 'ok' },
  { kind: 'heartbeat', visits: 7 },
  { kind: 'started', firmware: '0.1.0', buttons: 5 },
  ...['a', 'h"', ' ', ''].map(kind => ({ kind })),
)

/** Events as remotes write them, in another order, and what is no event at all. */
const json = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ seq: fc.nat(), at: millis, up: fc.nat(), synced: fc.boolean(), told })
      .map(({ told, ...times }) => JSON.stringify({ v: 1, boot: name, ...times, ...told })),
  },
  fc
    .record({ kind: fc.string(), boot: fc.constant(name), v: fc.constant(1) })
    .map(told => JSON.stringify(told)),
  fc.object().map(told => JSON.stringify(told)),
)

const line: fc.Arbitrary<Line> = fc.record({
  place: fc.nat(63),
  boot: fc.constant(boot),
  receivedAt: millis,
  json,
})

test('a line of the log is read as it was written', () => {
  fc.assert(
    fc.property(line, line => {
      expect(readLine(writeLine(line, teller), tellerOf)).toEqual({ ...line, isSound: true })
    }),
    { numRuns: 2000 },
  )
})

test('a line with one changed character is not sound', () => {
  const change = fc.record({
    where: fc.nat(),
    to: fc.oneof(
      fc.constantFrom(...'0123456789 .-e{"'),
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' }),
    ),
  })
  fc.assert(
    fc.property(line, change, (line, { where, to }) => {
      const text = writeLine(line, teller)
      const at = where % text.length
      fc.pre(text[at] !== to)
      const changed = text.slice(0, at) + to + text.slice(at + 1)
      expect(readLine(changed, tellerOf)?.isSound ?? false).toBe(false)
    }),
    { numRuns: 5000 },
  )
})
