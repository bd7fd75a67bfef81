import { expect, test } from 'vitest'
import { newPlaces } from '../firmware/places.ts'
import { customer, nobody, seconds, toldOf, visitsIn } from './support/pictures.ts'

test('a chair that is left there is no visit, and who stands before it is one', () => {
  const chair = seconds('C', 600)
  expect(visitsIn(`${nobody}${chair}${nobody}`)).toBe(0)
  expect(visitsIn(`${nobody}${chair}${customer}${chair}${nobody}`)).toBe(1)
  const [, left] = toldOf(`${nobody}${customer}${chair}${nobody}`)
  expect(left?.up, 'the customer left when only the chair was there').toBeLessThan(60_000)
})

test('a chair that a customer leaves behind does not prolong their visit', () => {
  const [, left] = toldOf(`${nobody}${customer}${seconds('C', 25)}${nobody}`)
  expect(left?.up).toBeGreaterThan(25_500)
  expect(left?.up).toBeLessThan(28_000)
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
