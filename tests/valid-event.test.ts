import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEvent } from '../gateway/valid-event.ts'
import { DeviceEvent } from '../shared/events.ts'
import { aBoot } from './support/events.ts'

const kinds = ['started', 'pressed', 'arrived', 'left', 'heartbeat'] as const
const event = aBoot()
const events = kinds.map((kind, n) => event(n, { kind }))
const fields = [...new Set(events.flatMap(Object.keys)), 'place', 'buttons', 'note']

/** What may stand in a field: right for some, at the edge for others, wrong for most. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...kinds, 'sat', 'ok', 'blind', 'absent', 'stuck', 'b00t', 'B', ''),
  fc.constantFrom(0, -0, 1, -1, 0.5, 1.5, 64, 65, 2, 1e308, null, true, false),
  fc.constantFrom(604_800_000, 604_800_001, 8.64e15, 8.64e15 + 2, 158_112_000_000, 158_112_000_001),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1),
  fc.constantFrom('x'.repeat(32), 'x'.repeat(33), '😀'.repeat(32), '😀'.repeat(33), 'x'.repeat(65)),
  fc.constantFrom('b\n', 'toString', '__proto__', '1'),
  fc.array(fc.constantFrom(0, 1, -1, 1.5, 'ok', 'stuck', 'sat', null), { maxLength: 3 }),
  fc.constant(Array.from({ length: 65 }, () => 0)),
  fc.record(
    {
      standingMm: fc.constantFrom(null, 1, -1),
      farMm: fc.constantFrom(1, null),
      backgroundMm: fc.constantFrom(null, 2, 'x'),
    },
    { requiredKeys: [] },
  ),
)

const changed = fc
  .record({
    event: fc.constantFrom(...events),
    set: fc.array(fc.tuple(fc.constantFrom(...fields), anything), { maxLength: 2 }),
    left: fc.array(fc.constantFrom(...fields), { maxLength: 1 }),
  })
  .map(({ event, set, left }) => {
    const fields = Object.entries({ ...event, ...Object.fromEntries(set) })
    return Object.fromEntries(fields.filter(([name]) => !left.includes(name as never)))
  })

test('what is taken for an event is one by the contract, whatever is changed about it', () => {
  const found = { yes: 0, no: 0 }
  fc.assert(
    fc.property(changed, told => {
      // As it comes in: a parsed text.
      const json: unknown = JSON.parse(JSON.stringify(told))
      const expected = DeviceEvent.safeParse(json).success
      found[expected ? 'yes' : 'no'] += 1
      return isEvent(json) === expected
    }),
    { numRuns: 20_000 },
  )
  expect(Math.min(found.yes, found.no)).toBeGreaterThan(2000)
}, 60_000)

test.each([
  ['nothing', null],
  ['a number', 1],
  ['a list', [1, 2]],
  ['a text', 'pressed'],
  ['a kind that only objects have', { kind: 'constructor' }],
])('%s is no event', (_name, json) => {
  expect(isEvent(json)).toBe(false)
})
