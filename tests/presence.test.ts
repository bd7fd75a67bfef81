import { expect, test } from 'vitest'
import { learnStanding, newPlaces } from '../firmware/places.ts'
import { newPresence, sense } from '../firmware/presence.ts'
import {
  arrivalsSeen,
  customer,
  nobody,
  readingsOf,
  type Seen,
  seconds,
  toldOf,
  visitsIn,
} from './support/pictures.ts'

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

test('a customer who leans close to the laser is no hand', () => {
  const leaning = `${seconds('n', 20)}${seconds('l', 20)}${seconds('n', 5)}${nobody}`
  expect(toldOf(leaning)).toMatchObject([{ kind: 'arrived' }, { kind: 'left' }])
  expect(toldOf(leaning)[1]?.up).toBeCloseTo(45_000, -2.5)
})

test('somebody who steps back and stands there is the same customer', () => {
  expect(visitsIn(`${customer}${seconds('f', 25)}${customer}${nobody}`)).toBe(1)
  expect(visitsIn(`${customer}${seconds('m', 25)}${customer}${nobody}`)).toBe(1)
})

test('a passer-by does not prolong a visit', () => {
  const [, left] = toldOf(`${customer}....#${nobody}`)
  expect(left?.up).toBeCloseTo(20_000, -2.5)
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
