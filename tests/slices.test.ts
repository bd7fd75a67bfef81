import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { openThrowAwayDatabase } from '../gateway/database/database.ts'
import { openTables } from '../gateway/database/tables.ts'
import { startIngest } from '../gateway/ingest.ts'
import { messageOf } from '../gateway/message.ts'
import { startTallying } from '../gateway/tallying.ts'
import { openTouchpoints } from '../gateway/touchpoints.ts'
import type { EventLine } from '../shared/logs.ts'
import { anything, asToldBy, inAnyOrder } from './support/arrivals.ts'
import { aBoot, monday, toldBy } from './support/events.ts'

const minute = 60_000

/** Stores what is told, and counts it slice by slice when it is asked to. */
function aStore() {
  const database = openThrowAwayDatabase()
  onTestFinished(database.close)
  const tables = openTables(database)
  const tallying = startTallying(tables, openTouchpoints([]))
  const ingest = startIngest(database, tables, tallying.keepAtHand, () => {})
  const countSlice = (most: number, atOnce: number) => {
    if (tallying.waiting() > 0) database.write(() => tallying.countSlice(most, atOnce))
  }

  return {
    countSlice,
    async receive(told: EventLine[]) {
      await Promise.all(told.map(line => ingest.receive(messageOf(line))))
    },
    countAll() {
      while (tallying.waiting() > 0) countSlice(1000, 1000)
    },
    /** Everything that is derived of a device. */
    derivedOf(name: string): unknown[] {
      const { devices, tallies, holes, untimed, facts, lateBoots, boots } = tables
      const { id } = devices.enter('hall', name)
      const at = tallies.countedQuarters(id, 0, 1e9)
      return [
        tallies.between(id, 0, 1e9).rows(),
        at.map(quarter => tallies.counted(id, quarter)),
        at.map(quarter => facts.inQuarter(id, quarter).map(({ time, errorMs }) => [time, errorMs])),
        holes.between(id, 0, Number.MAX_SAFE_INTEGER),
        untimed.within(id, 0, Number.MAX_SAFE_INTEGER),
        Object.fromEntries(boots.of(id).map(({ id, boot }) => [boot, lateBoots.get(id)])),
      ].map(rows => JSON.stringify(rows))
    },
  }
}

/** How many events are counted at once, of how many of a round, and how often meanwhile. */
const pace = fc.record({
  most: fc.integer({ min: 1, max: 25 }),
  atOnce: fc.integer({ min: 1, max: 4 }),
  slices: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 8 }),
})

/**
 * A boot without a clock is found to be over when the next was told of, but not counted yet: of
 * what was counted nothing is left in a quarter-hour.
 */
function overBeforeItIsCounted(): [
  EventLine[],
  EventLine[][],
  { most: 1; atOnce: 1; slices: number[] },
] {
  const clockless = (seq: number, kind: 'started' | 'arrived', up: number, arrived: number) => {
    const event = { ...aBoot('a')(0, { kind }), seq, at: up * minute, up: up * minute }
    return { ...toldBy('any', event), receivedAt: monday + arrived * minute }
  }
  const [arrived, again, started] = [
    clockless(2, 'arrived', 8, 8.1),
    clockless(3, 'arrived', 8, 48),
    clockless(1, 'started', 11, 11),
  ]
  const next = toldBy('any', aBoot('b')(23 * minute, { kind: 'pressed' }))
  const told = [started, next, arrived, again]
  return [told, [[arrived], [again], [started], [next]], { most: 1, atOnce: 1, slices: [1, 0, 1] }]
}

test('whatever is told, neither its order nor when it is counted changes anything', async () => {
  const store = aStore()
  let cases = 0
  const cased = anything.chain(told => fc.tuple(fc.constant(told), inAnyOrder(told), pace))
  await fc.assert(
    fc.asyncProperty(cased, async ([told, batches, { most, atOnce, slices }]) => {
      cases += 1
      await store.receive(asToldBy(`at-once-${cases}`, told))
      store.countAll()
      for (const [index, batch] of batches.entries()) {
        await store.receive(asToldBy(`in-slices-${cases}`, batch))
        for (let n = slices[index % slices.length] ?? 0; n > 0; n -= 1) {
          store.countSlice(most, atOnce)
        }
      }
      store.countAll()
      const expected = store.derivedOf(`at-once-${cases}`)
      expect(store.derivedOf(`in-slices-${cases}`)).toEqual(expected)
    }),
    { numRuns: 1500, examples: [[overBeforeItIsCounted()]] },
  )
}, 120_000)

/** Presses of one boot, each with the minutes of its arrival, of its clock (null: none) and `up`. */
function presses(boot: string, told: [arrived: number, clock: number | null, up: number][]) {
  const event = aBoot(boot)
  return told.map(([arrived, clock, up]): EventLine => {
    const press = event(0, { kind: 'pressed' })
    const at = clock === null ? 0 : monday + clock * minute
    const receivedAt = monday + arrived * minute
    const told = { ...press, at, up: up * minute, synced: clock !== null }
    return { site: 'hall', device: 'any', receivedAt, event: told }
  })
}

/** What is told in the end, in parts, after each of which so many slices are counted. */
async function expectTheSame(parts: { told: EventLine[]; slices: number }[]) {
  const store = aStore()
  for (const { told, slices } of parts) {
    await store.receive(asToldBy('in-slices', told))
    for (let n = 0; n < slices; n += 1) store.countSlice(1000, 10)
  }
  store.countAll()
  await store.receive(
    asToldBy(
      'at-once',
      parts.flatMap(({ told }) => told),
    ),
  )
  store.countAll()
  expect(store.derivedOf('in-slices')).toEqual(store.derivedOf('at-once'))
}

test('where the newest boot began, once its clock is put right, says where those before it lie', async () => {
  const newest = presses('c', [
    [61, 20, 0],
    [62, 62, 42],
    [90, 90 - 0.2 / 60, 70],
  ])
  await expectTheSame([
    { told: presses('a', [[9, 9, 5]]), slices: 1 },
    { told: [...presses('b', [[60, null, 1]]), ...newest.slice(0, 2)], slices: 2 },
    { told: newest.slice(2), slices: 1 },
  ])
})
