import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quarterMs } from '../gateway/counting/quarter.ts'
import { simulateHistory } from '../simulator/history.ts'
import { anything, asToldBy, inAnyOrder } from './support/arrivals.ts'
import { monday } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const hour = 3_600_000

type Books = ReturnType<typeof someBooks>

/** Everything that is derived of a device, as it is stored. */
function storedOf(books: Books, name: string): unknown[] {
  books.settle()
  const device = books.devices.all().find(({ device }) => device === name)
  if (!device) return []
  const { tallies, holes, untimed } = books
  return [
    ...tallies.between(device.id, 0, 1e9).rows(),
    ...tallies.countedQuarters(device.id, 0, 1e9).map(at => tallies.counted(device.id, at)),
    ...holes.between(device.id, 0, Number.MAX_SAFE_INTEGER),
    ...untimed.within(device.id, 0, Number.MAX_SAFE_INTEGER),
  ].map(row => JSON.stringify(row))
}

/** Settings that hold from some quarter-hours on, in the order in which they are entered. */
const settings = fc.array(
  fc.record({
    since: fc.integer({ min: -1, max: 4 }).map(quarters => monday + quarters * quarterMs),
    after: fc.integer({ min: 0, max: 8 }),
    sites: fc
      .record({
        id: fc.constantFrom('desk', 'till'),
        devices: fc.constantFrom([], ['any']),
        question: fc.record({ ratings: fc.constantFrom(null, [5, 4, 3, 2, 1], [1, 2]) }),
        opening: fc.constantFrom(null, { mon: '08:05-08:25' }),
        counting: fc.record({
          graceMs: fc.constantFrom(0, 3000),
          holdOffMs: fc.constantFrom(0, 60_000),
          mashingPresses: fc.constantFrom(2, 6),
          longestVisitMs: fc.constantFrom(10_000, hour),
          aliveMs: fc.constantFrom(10_000, 150_000),
        }),
      })
      .map(touchpoint => [{ id: 'hall', timeZone: 'UTC', touchpoints: [touchpoint] }]),
  }),
  { minLength: 1, maxLength: 4 },
)

/** All that a report can tell, quarter-hour by quarter-hour. */
const rowsIn = ({ report }: Books) =>
  report
    .everyTouchpoint()
    .flatMap(point => [...report.series(point, { from: 0, to: monday + 24 * hour }, 'quarter')])

test('whenever settings are entered, what they say of old and new hours is the same', async () => {
  let recounts = 0
  const cased = anything.chain(told => fc.tuple(fc.constant(told), inAnyOrder(told), settings))
  await fc.assert(
    fc.asyncProperty(cased, async ([told, batches, entered]) => {
      const [before, meanwhile] = [someBooks(), someBooks()]
      for (const { sites, since } of entered) await before.enter(sites, since)
      await before.receive(told)
      const due = [...entered]
      for (const [index, batch] of batches.entries()) {
        await meanwhile.receive(batch)
        meanwhile.settle()
        for (; due[0] && due[0].after <= index; recounts += 1)
          await meanwhile.enter(due[0].sites, due.shift()?.since)
      }
      for (const { sites, since } of due) await meanwhile.enter(sites, since)
      expect(storedOf(meanwhile, 'any')).toEqual(storedOf(before, 'any'))
      expect(rowsIn(meanwhile)).toEqual(rowsIn(before))
      before.close()
      meanwhile.close()
    }),
    { numRuns: 80 },
  )
  expect(recounts).toBeGreaterThan(50)
}, 120_000)

test('three simulated hours in two boots, split over reconnects, give the same tallies', async () => {
  const counter = { site: 'hall', device: 'any', profile: 'help-desk' as const, seed: 7 }
  const told = [
    ...simulateHistory(counter, { from: monday, to: monday + 2 * hour }),
    ...simulateHistory({ ...counter, seed: 8 }, { from: monday + 2 * hour, to: monday + 3 * hour }),
  ]
  const books = someBooks()
  await books.receive(asToldBy('in-order', told))
  const expected = storedOf(books, 'in-order')
  expect(JSON.stringify(expected)).toContain('answer:')
  let cases = 0
  await fc.assert(
    fc.asyncProperty(inAnyOrder(told), async batches => {
      cases += 1
      for (const batch of batches) await books.receive(asToldBy(`shuffled-${cases}`, batch))
      expect(storedOf(books, `shuffled-${cases}`)).toEqual(expected)
    }),
    { numRuns: 25 },
  )
}, 60_000)
