import { expect, test } from 'vitest'
import { learnStanding, newPlaces } from '../firmware/places.ts'
import { newPresence, sense } from '../firmware/presence.ts'
import { knownPlaces, readingsOf, toldOf, visitsIn } from './support/pictures.ts'

/** So many marks of half a second. */
const seconds = (mark: string, n: number) => mark.repeat(2 * n)
const customer = seconds('#', 20)
const nobody = seconds('.', 6)

type Seen = (up: number, mm: number | null) => number | null

/** When customers arrive in a picture that is looked at ten times a second and seen otherwise. */
function arrivalsSeen(picture: string, seen: Seen): number[] {
  const presence = newPresence(knownPlaces(), null)
  return [...readingsOf(picture, { hz: 10 })]
    .flatMap(({ up, mm }) => sense(presence, up, seen(up, mm)))
    .filter(({ kind }) => kind === 'arrived')
    .map(({ up }) => up)
}

test('a visit is told with the moments at which it began and ended', () => {
  const [arrived, left] = toldOf(`..${customer}${nobody}`)
  expect(arrived).toMatchObject({ kind: 'arrived', visit: 1 })
  expect(arrived?.up).toBeCloseTo(1000, -2.5)
  expect(left).toMatchObject({ kind: 'left', visit: 1 })
  expect(left?.up).toBeCloseTo(21_000, -2.5)
  expect(left).toHaveProperty('stayMs', (left?.up ?? 0) - (arrived?.up ?? 0))
})

test('an arrival is told while the customer is still there', () => {
  expect(toldOf(`..${seconds('#', 8)}`)).toMatchObject([{ kind: 'arrived' }])
})

test('the customer arrives at the end of the way to the counter, and leaves at its beginning', () => {
  const [arrived, left] = toldOf(`....<${customer}>${nobody}`)
  expect(arrived?.up).toBeGreaterThan(2200)
  expect(arrived?.up).toBeLessThan(2800)
  expect(left?.up).toBeGreaterThanOrEqual(22_000)
  expect(left?.up).toBeLessThan(22_700)
})

test('the next one steps forward from the queue, and the wall is never seen in between', () => {
  expect(visitsIn(`${customer}qqq<${customer}${nobody}`)).toBe(2)
  expect(visitsIn(`${customer}>q<${customer}qq<${customer}${nobody}`)).toBe(3)
})

test('one customer bends for a bag, sways, or steps out of the beam for three seconds', () => {
  expect(visitsIn(`${customer}..${customer}${nobody}`)).toBe(1)
  expect(visitsIn(`${customer}......${customer}${nobody}`)).toBe(1)
  expect(visitsIn(`${customer}qqqqq${customer}${nobody}`)).toBe(1)
  expect(visitsIn(`${customer}........${customer}${nobody}`)).toBe(2)
})

test('the next one steps in from the side, where the last one has just been', () => {
  expect(visitsIn(`${customer}...s${customer}${nobody}`)).toBe(2)
  const [, left, arrived] = toldOf(`${customer}...s${customer}${nobody}`)
  expect(left?.up).toBeCloseTo(20_000, -2.5)
  expect(arrived?.up).toBeGreaterThan(21_400)
  expect(arrived?.up).toBeLessThan(22_200)
})

test('the next one steps in from the side also where nothing is seen behind them', () => {
  const empty = { places: { ...newPlaces(), standingMm: 650, farMm: 1100 } }
  const end = seconds('?', 5)
  for (const hz of [5, 20, 50]) {
    expect(visitsIn(`????${customer}????e${customer}${end}`, { ...empty, hz })).toBe(2)
    expect(visitsIn(`????${customer}?????${customer}${end}`, { ...empty, hz })).toBe(1)
  }
})

test('who comes back half a step farther away, or with their side first, is the same customer', () => {
  expect(visitsIn(`${customer}...m${customer}${nobody}`)).toBe(1)
  const side: Seen = (up, mm) => (mm !== null && up === 21_500 ? mm + 120 : mm)
  expect(arrivalsSeen(`${customer}...${customer}${nobody}`, side)).toHaveLength(1)
})

test('the longer nobody was there, the shorter a step makes the next one', () => {
  expect(visitsIn(`${customer}.t${customer}${nobody}`)).toBe(1)
  expect(visitsIn(`${customer}.....t${customer}${nobody}`)).toBe(2)
  expect(visitsIn(`${customer}.....${customer}${nobody}`)).toBe(1)
})

test('who comes back with the edge of their body first, before the wall, makes no step', () => {
  const edge: Seen = (up, mm) => (up === 21_500 ? 950 : mm)
  expect(arrivalsSeen(`${customer}...${customer}${nobody}`, edge)).toHaveLength(1)
})

test('who walks away behind a customer is not the customer', () => {
  expect(visitsIn(`${customer}o...${customer}${nobody}`)).toBe(1)
})

test('who comes back in clothes that are seen much worse, or better, is the next one', () => {
  const dark = seconds('d', 20)
  expect(visitsIn(`${customer}...${dark}${nobody}`)).toBe(2)
  expect(visitsIn(`${dark}....${customer}${nobody}`)).toBe(2)
  expect(visitsIn(`${dark}...${dark}${nobody}`)).toBe(1)
  const [, left, arrived] = toldOf(`${customer}...${dark}${nobody}`)
  expect(left?.up).toBeCloseTo(20_000, -2.5)
  expect(arrived?.up).toBeCloseTo(21_600, -2.5)
})

test('who is seen worse because the sun came out is not the next one', () => {
  const dazzled = '???#'.repeat(20)
  expect(visitsIn(`${customer}${dazzled}${nobody}`)).toBe(1)
  expect(visitsIn(`${dazzled}${customer}${nobody}`)).toBe(1)
})

test('a companion who stands in the beam now and then belongs to the visit', () => {
  expect(visitsIn(`${customer}cccccc${customer}cc${customer}${nobody}`)).toBe(1)
})

test('passers-by, browsers and who waits in line are no customers', () => {
  expect(visitsIn(`..##....##......#....###......${nobody}`)).toBe(0)
  expect(visitsIn(`....${seconds('b', 60)}${nobody}`)).toBe(0)
  expect(visitsIn(`....${seconds('q', 60)}${nobody}`)).toBe(0)
})

test('two passers-by at different distances are not one customer who stands there', () => {
  expect(visitsIn(`....nnnn...ffff${nobody}`)).toBe(0)
})

test('a hand over the sensor and the cleaning of the counter are no customers', () => {
  expect(visitsIn(`....${seconds('h', 20)}${nobody}`)).toBe(0)
  expect(visitsIn(`....${'h.hch..#h.#.h.ch..h#.h'.repeat(4)}${nobody}`)).toBe(0)
  expect(visitsIn(`${customer}hhh${customer}${nobody}`)).toBe(1)
})

test('a chair that is left there is no visit, and who stands before it is one', () => {
  const chair = seconds('C', 600)
  expect(visitsIn(`${nobody}${chair}${nobody}`)).toBe(0)
  expect(visitsIn(`${nobody}${chair}${customer}${chair}${nobody}`)).toBe(1)
  const [, left] = toldOf(`${nobody}${customer}${chair}${nobody}`)
  expect(left?.up, 'the customer left when only the chair was there').toBeLessThan(60_000)
})

test('a customer who leans close to the laser is no hand', () => {
  const leaning = `${seconds('n', 20)}${seconds('l', 20)}${seconds('n', 5)}${nobody}`
  expect(toldOf(leaning)).toMatchObject([{ kind: 'arrived' }, { kind: 'left' }])
  expect(toldOf(leaning)[1]?.up).toBeCloseTo(45_000, -2.5)
})

test('a chair that a customer leaves behind does not prolong their visit', () => {
  const [, left] = toldOf(`${nobody}${customer}${seconds('C', 25)}${nobody}`)
  expect(left?.up).toBeGreaterThan(25_500)
  expect(left?.up).toBeLessThan(28_000)
})

test('somebody who steps back and stands there is the same customer', () => {
  expect(visitsIn(`${customer}${seconds('f', 25)}${customer}${nobody}`)).toBe(1)
  expect(visitsIn(`${customer}${seconds('m', 25)}${customer}${nobody}`)).toBe(1)
})

test('who has swayed, and then stands as still as a chair, is still there', () => {
  const [, left] = toldOf(`${nobody}${customer}${seconds('p', 120)}${nobody}`)
  expect(left?.up).toBeCloseTo(146_000, -2.5)
})

test('who stands still and is out of the beam now and then is no thing', () => {
  const [, left, ...more] = toldOf(`...<${`${seconds('p', 12)}....`.repeat(4)}${nobody}`)
  expect(left?.up).toBeCloseTo(56_000, -2.5)
  expect(more).toEqual([])
})

test('what somebody steps in front of was a chair, and no customer', () => {
  const [arrived, left, ...more] = toldOf(`....${seconds('C', 8)}<${customer}${nobody}`)
  expect(arrived?.up).toBeGreaterThan(10_000)
  expect(left).toMatchObject({ kind: 'left', visit: 1 })
  expect(more).toEqual([])
})

test('a chair that the sun hides has not gone, so it was no customer', () => {
  const empty = { places: { ...newPlaces(), standingMm: 650, farMm: 1100 } }
  expect(visitsIn(`????${'C???'.repeat(10)}${seconds('?', 25)}`, empty)).toBe(0)
})

test('a chair is known before it has stood there for long, by the second look at it', () => {
  const chair = `${seconds('C', 16)}${`${customer}${seconds('C', 5)}`.repeat(3)}`
  expect(visitsIn(`${nobody}${chair}${nobody}`)).toBe(3)
})

test('a chair that is taken away again uncovers who stands where it was', () => {
  const far = { places: { ...newPlaces(), standingMm: 1400, farMm: 1850 } }
  const customers = `${seconds('F', 20)}${nobody}`
  expect(visitsIn(`${nobody}${seconds('C', 300)}${nobody}${customers}`, far)).toBe(1)
})

test('a passer-by does not prolong a visit', () => {
  const [, left] = toldOf(`${customer}....#${nobody}`)
  expect(left?.up).toBeCloseTo(20_000, -2.5)
})

test('dark clothing that loses half of the readings does not split a visit', () => {
  expect(visitsIn(`....${seconds('#', 120)}${nobody}`, { missing: 0.5 })).toBe(1)
})

test('dark clothing whose distance errs by a hand does not split a visit', () => {
  for (const seed of [22_300]) {
    const dark = { noise: 90, missing: 0.3, seed, hz: 10 }
    expect(visitsIn(`....${seconds('#', 240)}${nobody}`, dark)).toBe(1)
  }
})

test('sunlight that loses most of the readings does not split a visit', () => {
  expect(visitsIn(`....${seconds('#', 120)}${nobody}`, { missing: 0.9 })).toBe(1)
})

test('sunlight that leaves few readings does not split a visit where nothing is behind', () => {
  const empty = { places: { ...newPlaces(), standingMm: 650, farMm: 1100 }, missing: 0.95 }
  expect(visitsIn(`????${seconds('#', 120)}${seconds('?', 25)}`, empty)).toBe(1)
})

test('somebody who comes in the sun is seen as seldom as the last one was', () => {
  const dazzled: Seen = (up, mm) => (up % 1500 === 0 || (up > 50_000 && up < 52_500) ? mm : null)
  const next = `#####????????${customer}`
  const arrivals = arrivalsSeen(`${seconds('#', 30)}${seconds('?', 20)}${next}`, dazzled)
  expect(arrivals).toEqual([0, expect.closeTo(50_000, -2.5)])
})

test('who is seldom seen has gone when something else is seen for three seconds', () => {
  const dazzled: Seen = (up, mm) => (up % 1500 === 0 || (mm ?? 0) > 2000 ? mm : null)
  expect(arrivalsSeen(`${customer}.....${customer}`, dazzled)).toHaveLength(1)
  expect(arrivalsSeen(`${customer}.......${customer}`, dazzled)).toHaveLength(2)
})

test('nobody has gone where not even the wall is seen that was there lately', () => {
  const seen = `${customer}${'?'.repeat(9)}${customer}`
  const gone = `${customer}${'.'.repeat(9)}${customer}`
  expect(visitsIn(`${nobody}${seen}${nobody}`)).toBe(1)
  expect(visitsIn(`${nobody}${gone}${nobody}`)).toBe(2)
  const wall: Seen = (up, mm) => (up === 28_000 ? 2600 : mm)
  expect(arrivalsSeen(`${nobody}${seen}${nobody}`, wall), 'the wall is there').toHaveLength(2)
  const quarter = seconds('?', 16 * 60)
  expect(visitsIn(`${nobody}${quarter}${seen}${nobody}`), 'the wall is there no more').toBe(2)
})

test('where there is no background, seeing nothing means that nobody is there', () => {
  const empty = { places: { ...newPlaces(), standingMm: 650, farMm: 1100 } }
  expect(visitsIn(`????${customer}${seconds('?', 5)}${customer}${seconds('?', 5)}`, empty)).toBe(2)
  expect(visitsIn(`????${customer}????${customer}${seconds('?', 5)}`, empty)).toBe(1)
})

test('where customers stand far away is learnt within a few of them', () => {
  const far = `${seconds('F', 30)}${nobody}`
  expect(visitsIn(far.repeat(10), { places: newPlaces() })).toBe(10)
})

test('a remote that is moved to another counter learns where they stand within a quarter of an hour', () => {
  const far = `${seconds('F', 40)}${nobody}`
  const before = newPlaces()
  for (let n = 0; n < 100; n += 1) learnStanding(before, 450, 40_000)
  expect(before.farMm).toBeLessThan(1200)
  const quarter = Math.ceil(900 / 46)
  const presence = newPresence(before, null)
  const late = [...readingsOf(far.repeat(quarter + 10))].flatMap(({ up, mm }) =>
    sense(presence, up, mm).filter(({ kind }) => kind === 'arrived' && up > 900_000),
  )
  expect(late).toHaveLength(10)
})

test('an installer may pin the zone', () => {
  const presence = newPresence(newPlaces(), { nearMm: 200, farMm: 1000 })
  const told = [...readingsOf(`....${seconds('F', 30)}${nobody}${customer}${nobody}`)].flatMap(
    ({ up, mm }) => sense(presence, up, mm),
  )
  expect(told).toMatchObject([
    { kind: 'arrived', visit: 1 },
    { kind: 'left', visit: 1 },
  ])
})
