import { expect, test } from 'vitest'
import { lossesIn } from '../gateway/losses.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const midnight = monday - 8 * hour

/** A counter with two remotes, open four hours from eight on, but on Friday, which is today. */
async function aCounter() {
  const opening = { 'mon-thu': '08:00-12:00' }
  const desk = { id: 'desk', devices: ['left', 'right'], opening }
  const books = someBooks({
    sites: [{ id: 'hall', timeZone: 'UTC', touchpoints: [desk] }],
    now: () => monday + 4 * day + 5 * hour,
  })
  const beatsOf = (boot: string, from: number, minutes: number) => {
    const event = aBoot(boot)
    return Array.from({ length: minutes + 1 }, (_, n) =>
      event(from + n * minute, { kind: 'heartbeat' }),
    )
  }
  const left = beatsOf('left-1', 0, 120)
  const right = [...beatsOf('right-1', 0, 60), ...beatsOf('right-2', 2 * day, 30)]
  const thursday = beatsOf('right-3', 3 * day, 5)
  const friday = beatsOf('right-4', 4 * day, 1)
  // Of the boot of Wednesday the first two never arrive, and three more in the middle.
  const isLost = ({ boot, seq }: (typeof right)[number]) =>
    boot === 'right-2' && [1, 2, 11, 12, 13].includes(seq)
  await books.receive(left.map(event => toldBy('left', event)))
  const arrived = [...right, ...thursday, ...friday].filter(event => !isLost(event))
  await books.receive(arrived.map(event => toldBy('right', event)))
  const [point] = books.report.touchpoints('desk')
  if (!point) throw new Error('expected the desk')
  books.settle()
  return (from: number, to: number) => [
    ...lossesIn(books, point, { from: midnight + from, to: midnight + to }),
  ]
}

test('each remote and day tells what arrived of it, and days of which nothing is known are left out', async () => {
  const losses = await aCounter()
  const found = losses(0, 7 * day).map(({ device, from, received, of }) => ({
    ...{ device, received, of },
    day: Math.floor((from - midnight) / day),
  }))
  expect(found).toEqual([
    { device: 'left', day: 0, received: 121, of: 121 },
    { device: 'right', day: 0, received: 61, of: 61 },
    { device: 'right', day: 2, received: 26, of: 31 },
    { device: 'right', day: 3, received: 6, of: 6 },
    { device: 'right', day: 4, received: 2, of: 2 },
  ])
})

test('days are whole, and no more than were asked for', async () => {
  const losses = await aCounter()
  const daysOf = (from: number, to: number) =>
    losses(from, to).map(({ from, to }) => [from, to].map(time => (time - midnight) / hour))
  const wednesday = [[48, 72]]
  expect(daysOf(2 * day, 3 * day)).toEqual(wednesday)
  expect(daysOf(2 * day + 20 * hour, 2 * day + 21 * hour)).toEqual(wednesday)
  expect(daysOf(2 * day, 2 * day)).toEqual(wednesday)
})

test('a loss says which events of which boot never came, from the first one on', async () => {
  const losses = await aCounter()
  const [wednesday] = losses(2 * day, 3 * day)
  const at = (minutes: number) => monday + 2 * day + minutes * minute
  expect(wednesday).toMatchObject({ lostPresses: 0, lostVisits: 0 })
  expect(wednesday?.losses).toEqual([
    { boot: 'right-2', first: 1, last: 2, before: at(2) },
    { boot: 'right-2', first: 11, last: 13, before: at(13) },
  ])
})

test('each remote has a coverage of its own, and who falls silent is dark until the day is over', async () => {
  const losses = await aCounter()
  const shares = losses(0, 7 * day).map(({ coverage, watched }) => [coverage, watched])
  expect(shares).toEqual([
    [120 / 240, 120 / 240],
    [60 / 240, 60 / 240],
    [24 / 240, 24 / 240],
    [5 / 240, 5 / 240],
    [null, null],
  ])
})
