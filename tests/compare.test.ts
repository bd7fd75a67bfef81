import { expect, test } from 'vitest'
import { messageOf } from '../gateway/message.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'

const hour = 3_600_000
const day = '?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z'

/** A counter of which so many customers out of a hundred press the highest button. */
function aHundred(device: string, pressing: number, after = 0, boot = 'boot') {
  const event = aBoot(`${device}-${boot}`)
  const started = event(after, { kind: 'started' })
  const visits = Array.from({ length: 100 }, (_, visit) => {
    const at = after + (visit + 1) * 60_000
    const arrived = event(at, { kind: 'arrived', visit: visit + 1 })
    const pressed = visit < pressing ? [event(at + 5000, { kind: 'pressed', button: 5 })] : []
    return [arrived, ...pressed, event(at + 20_000, { kind: 'left', visit: visit + 1 })]
  })
  return [started, ...visits.flat()].map(told => toldBy(device, told))
}

async function threeCounters() {
  const gateway = await aGateway({
    sites: [{ id: 'hall', timeZone: 'UTC' }],
    now: () => monday + 100 * hour,
  })
  const told = [
    ...aHundred('east', 20),
    ...aHundred('west', 24),
    ...aHundred('north', 60),
    ...aHundred('north', 20, 24 * hour, 'next'),
  ]
  await Promise.all(told.map(one => gateway.receive(messageOf(one))))
  return gateway
}

test('touchpoints side by side are higher, lower, or cannot be told apart', async () => {
  const gateway = await threeCounters()
  const { comparisons } = await gateway.get<{ comparisons: object[] }>(`/api/compare${day}`)
  expect(comparisons).toMatchObject([
    {
      one: { touchpoint: 'east', value: 0.2, customers: 100 },
      other: { touchpoint: 'west', value: 0.24 },
      verdict: 'cannot-be-told-apart',
    },
    { one: { touchpoint: 'east' }, other: { touchpoint: 'north' }, verdict: 'lower' },
    { one: { touchpoint: 'west' }, other: { touchpoint: 'north' }, verdict: 'lower' },
  ])
  const one = await gateway.get(`/api/compare${day}&touchpoint=north&with=east&index=responseRate`)
  expect(one).toMatchObject({
    comparisons: [{ verdict: 'higher', difference: expect.closeTo(0.4) }],
  })
})

test('a touchpoint is compared with itself in another period', async () => {
  const gateway = await threeCounters()
  const before = '&againstFrom=2026-03-03T00:00:00Z&againstTo=2026-03-04T00:00:00Z'
  const path = `/api/compare${day}&touchpoint=north${before}`
  expect(await gateway.get(path)).toMatchObject({
    comparisons: [{ one: { value: 0.6 }, other: { value: 0.2 }, verdict: 'higher' }],
  })
  expect(await gateway.get(`${path}&with=east`)).toEqual({
    error: 'with: expected another touchpoint or another period, found both',
  })
})

test('what is unknown or not relevant is compared with nothing', async () => {
  const gateway = await threeCounters()
  const { comparisons } = await gateway.get<{ comparisons: object[] }>(
    `/api/compare${day}&index=nps&touchpoint=east&with=north`,
  )
  expect(comparisons).toMatchObject([
    { one: { value: null, customers: null }, other: { value: 100, customers: 60 }, verdict: null },
  ])
})

test('a ranking shows groups, and each number beside the one drawn towards the mean', async () => {
  const gateway = await threeCounters()
  const { ranking } = await gateway.get<{ ranking: { value: number; shrunk: number }[] }>(
    `/api/ranking${day}`,
  )
  expect(ranking).toMatchObject([
    { touchpoint: 'north', value: 0.6, groups: [1], places: [1, 1] },
    { touchpoint: 'west', value: 0.24, groups: [2], places: [2, 3] },
    { touchpoint: 'east', value: 0.2, groups: [2], places: [2, 3] },
  ])
  expect(ranking[0]?.shrunk).toBeLessThan(0.6)
  expect(ranking[2]?.shrunk).toBeGreaterThan(0.2)
})

test('ratings of different scales have no common mean', async () => {
  const question = { ratings: [0, 1, 2] }
  const touchpoints = [{ id: 'small', devices: ['small'], question, survey: 'sample' }]
  const gateway = await aGateway({
    sites: [{ id: 'hall', timeZone: 'UTC', touchpoints }],
    now: () => monday + 100 * hour,
  })
  const event = aBoot('small')
  const small = [
    event(0, { kind: 'started', buttons: 3, rangefinder: null }),
    event(9, { kind: 'pressed', button: 1 }),
  ]
  const told = [...small.map(one => toldBy('small', one)), ...aHundred('large', 70)]
  await Promise.all(told.map(one => gateway.receive(messageOf(one))))
  expect(await gateway.get(`/api/ranking${day}&index=csatMean`)).toEqual({
    error: 'index: expected one scale for csatMean, found 0 to 2 and 1 to 5',
    code: 'different-scales',
  })
})
