import { expect, test } from 'vitest'
import { newPlaces } from '../firmware/places.ts'
import {
  arrivalsSeen,
  customer,
  nobody,
  type Seen,
  seconds,
  toldOf,
  visitsIn,
} from './support/pictures.ts'

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
