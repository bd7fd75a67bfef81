import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemClock } from '../firmware/clock.ts'
import { openLearntFile } from '../firmware/learnt.ts'
import { operate } from '../firmware/operate.ts'
import { openOutbox } from '../firmware/outbox.ts'
import { learnStanding, newPlaces } from '../firmware/places.ts'
import { newPresence } from '../firmware/presence.ts'
import { playSignals } from '../simulator/virtual-hardware.ts'
import { knownPlaces, readingsOf, remoteAfter, visitsIn } from './support/pictures.ts'
import { scratchFolder } from './support/scratch.ts'

const quiet = () => {}
const farCustomers = `${'F'.repeat(60)}............`.repeat(6)

test('what a remote has learnt survives a restart', () => {
  const folder = scratchFolder()
  const { remote } = remoteAfter(readingsOf(`${'.'.repeat(150)}${farCustomers}`), newPlaces())
  const { places } = remote.presence
  expect(places.standingMm).toBeGreaterThan(1300)
  expect(places.backgroundMm).toBeGreaterThan(2550)
  openLearntFile(folder, quiet).write(places)
  expect(readdirSync(folder)).toEqual(['learnt.json'])
  const again = openLearntFile(folder, quiet).read() ?? newPlaces()
  expect(again.standingMm).toBe(places.standingMm)
  expect(again.farMm).toBe(places.farMm)
  expect(again.backgroundMm).toBe(places.backgroundMm)
  expect(visitsIn(farCustomers, { places: again })).toBe(6)
})

test('a remote that ends before it has seen anybody knows its place as before', async () => {
  const data = scratchFolder()
  const learnt = openLearntFile(data, quiet)
  learnt.write(knownPlaces())
  const outbox = openOutbox(data)
  const hardware = playSignals([].values(), { buttons: 5, rangefinder: 'TFmini-S' })
  operate(hardware, outbox, systemClock(), { learnt }).close()
  await hardware.close()
  outbox.close()
  expect(learnt.read()).toEqual(knownPlaces())
})

test('nothing learnt, or something unreadable, is learnt anew', () => {
  const folder = scratchFolder()
  const said: string[] = []
  const file = openLearntFile(folder, text => said.push(text))
  expect(file.read()).toBeNull()
  expect(said).toEqual([])
  for (const broken of ['', '{"stood":[1]', '{"stood":[],"farMm":"near"}']) {
    writeFileSync(join(folder, 'learnt.json'), broken)
    expect(file.read()).toBeNull()
  }
  expect(said).toEqual(Array(3).fill(`could not use ${folder}/learnt.json: it is learnt anew`))
})

test('a folder that takes nothing is told of, and does no harm', () => {
  const said: string[] = []
  openLearntFile(join(scratchFolder(), 'missing'), text => said.push(text)).write(knownPlaces())
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^could not keep what was learnt: ENOENT/)
})

test('what is kept is small', () => {
  const folder = scratchFolder()
  openLearntFile(folder, quiet).write(newPresence(knownPlaces(), null).places)
  expect(readFileSync(join(folder, 'learnt.json')).length).toBeLessThan(300)
})

test('whatever is learnt can be told', () => {
  const stays = fc.array(fc.tuple(fc.integer({ min: 240, max: 12_000 }), fc.nat(600_000)))
  fc.assert(
    fc.property(stays, fc.integer({ min: 1, max: 50 }), (stays, times) => {
      const places = newPlaces()
      for (const [mm, ms] of stays) {
        for (let n = 0; n < times; n += 1) learnStanding(places, mm, ms)
      }
      expect(Number.isInteger(places.farMm)).toBe(true)
      expect(places.farMm).toBeGreaterThan(places.standingMm ?? 0)
    }),
  )
})
