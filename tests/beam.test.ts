import { expect, test } from 'vitest'
import { seededRandom } from '../simulator/random.ts'
import { echoOf } from '../simulator/scene/beam.ts'
import { type Body, walked } from '../simulator/scene/body.ts'
import { Mover } from '../simulator/scene/mover.ts'
import { aBody, aScene, picture, plainCounter, way } from './support/scene.ts'

const degree = Math.PI / 180

/** The distance that the beam meets, with these bodies standing there. */
function distance(bodies: Body[], counter = plainCounter) {
  const movers = bodies.map(body => new Mover(body, seededRandom(1)))
  for (const mover of movers) mover.moveTo(500, 100)
  return echoOf(counter, degree, movers).mm
}

const standing = (x: number, y: number, odd: Partial<Body> = {}) =>
  aBody(way([0, x, y], [1, x, y]), odd)

test('the beam meets the nearest body, else the wall, else nothing', () => {
  expect(distance([standing(0, 1500), standing(0, 600)])).toBe(600)
  expect(distance([standing(0, 600, { hidden: [{ from: 0, to: 1000 }] })])).toBe(3000)
  expect(distance([])).toBe(3000)
  expect(distance([], { ...plainCounter, wall: null })).toBeNull()
})

test('a body beside the beam is not seen, and a round one is farther at its side', () => {
  expect(distance([standing(300, 600)])).toBe(3000)
  const side = distance([standing(150, 600)]) ?? 0
  expect(side).toBeGreaterThan(620)
  expect(side).toBeLessThan(700)
})

test('at an edge the laser sees a distance that nobody stands at', () => {
  const between = Array.from({ length: 60 }, (_, step) =>
    distance([standing(200 + step, 600, { reflectance: 0.05 })]),
  ).filter(mm => mm !== null && mm > 900 && mm < 2800)
  expect(between.length).toBeGreaterThan(2)
})

test('a body walks its way, gently at both ends', () => {
  expect([0, 500, 1000].map(past => walked(past, 1000))).toEqual([0, 0.5, 1])
  expect(walked(100, 1000)).toBeLessThan(0.05)
  expect(walked(900, 1000)).toBeGreaterThan(0.95)
})

test.each([
  [
    'straight on',
    [
      [0, 0, 2700],
      [2.4, 0, 600],
      [6, 0, 600],
    ],
    /^\.?-{6,}#{17,}$/,
  ],
  [
    'from the side',
    [
      [0, -1500, 600],
      [2, 0, 600],
      [6, 0, 600],
    ],
    /^\.{6,8}[-#]#{20,}$/,
  ],
] as const)('somebody who comes %s', (_, points, seen) => {
  const path = points.map(([s, x, y]) => ({ t: 1000 * s, x, y }))
  expect(picture(aScene(6, [aBody(path)]))).toMatch(seen)
})

test('who bends down leaves the beam, and a companion steps into it', () => {
  const customer = aBody(way([0, 0, 600], [8, 0, 600]), { hidden: [{ from: 2000, to: 4000 }] })
  const companion = aBody(way([0, 600, 500], [5, 600, 500], [6, 0, 350], [8, 0, 350]))
  expect(picture(aScene(8, [customer]))).toBe(`${'#'.repeat(10)}${'.'.repeat(10)}${'#'.repeat(20)}`)
  expect(picture(aScene(8, [customer, companion]))).toMatch(/^#{10}\.{10}#{5,9}\^{10,}$/)
})

test('who steps forward from a straight line never shows the wall', () => {
  const served = aBody(way([0, 0, 600], [3, 0, 600], [5, 1900, 700]))
  const next = aBody(way([0, 0, 1400], [4.4, 0, 1400], [5.6, 0, 600], [9, 0, 600]))
  expect(picture(aScene(9, [served, next]))).toMatch(/^#{16,18}-{5,9}#{18,}$/)
})

test('a hand, a passer-by and a chair are seen where they are', () => {
  const hand = aBody(way([1, 0, 150], [2, 0, 150]), { halfWidthMm: 60 })
  const passer = aBody(way([3, -2000, 1500], [6, 2000, 1500]))
  const chair = aBody(way([7, 0, 1200], [20, 0, 1200]))
  const customer = aBody(way([9, 0, 600], [11, 0, 600]))
  expect(picture(aScene(13, [hand, passer, chair, customer]))).toMatch(
    /^\.{5}\^{5,6}\.{8,12}-{2,3}\.{9,12}-{9,11}#{10,11}-{9,10}$/,
  )
})
