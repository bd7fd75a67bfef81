import { expect, test } from 'vitest'
import type { Profile } from '../simulator/profile.ts'
import { profileNames, profiles } from '../simulator/profiles.ts'
import { watchForEver } from '../simulator/scene/endless.ts'
import { playScene, type Scene } from '../simulator/scene/scene.ts'
import { watch } from '../simulator/scene/watch.ts'

const hourMs = 3_600_000

/** Nothing happens but what is said. */
const plain: Profile = {
  ...profiles.steady,
  passersPerHour: 0,
  browsersPerHour: 0,
  companionShare: 0,
  shiftsPerMinute: 0,
  gapsPerMinute: 0,
  handsPerMinute: 0,
  darkShare: 0,
  cleaningsPerHour: 0,
  strayPressesPerHour: 0,
}

const samplesOf = (scene: Scene) => [...watch(scene)].filter(signal => 'mm' in signal)

/** Readings during the visits, seconds after coming and before going left out. */
function duringVisits(scene: Scene, settledMs = 1000) {
  const samples = samplesOf(scene)
  return scene.truth.visits.map(({ from, to }) =>
    samples.filter(({ t }) => t > from + settledMs && t < to - settledMs),
  )
}

const wallSeen = ({ counter }: Scene, mm: number | null) =>
  mm !== null && counter.wall !== null && mm > counter.wall.mm - 300

const missingShare = (samples: { mm: number | null }[]) =>
  samples.filter(({ mm }) => mm === null).length / samples.length

test('the same seed plays the same scene, another seed another', () => {
  const told = (seed: number) =>
    JSON.stringify([...watch(playScene(profiles.mixed, seed, 600_000))])
  expect(told(5)).toBe(told(5))
  expect(told(5)).not.toBe(told(6))
})

test('seeds differ in counter, sensor and rate', () => {
  const counters = Array.from({ length: 40 }, (_, seed) =>
    playScene(profiles.steady, seed, 60_000),
  ).map(({ counter }) => counter)
  expect(new Set(counters.map(({ rangefinder }) => rangefinder)).size).toBe(3)
  const rates = counters.map(({ hz }) => hz)
  expect([Math.min(...rates), Math.max(...rates)]).toEqual([5, 100])
  const stands = counters.map(({ standMm }) => standMm)
  expect(Math.max(...stands) - Math.min(...stands)).toBeGreaterThan(250)
})

test('what happens later happens at the same counter', () => {
  const [first, later] = [0, 1].map(part => playScene(profiles.queue, 3, hourMs, part))
  expect(later?.counter).toEqual(first?.counter)
  expect(later?.truth).not.toEqual(first?.truth)
})

test('a counter that is never closed goes on without a break', () => {
  const signals = watchForEver(profiles.rush, 5, 2)
  const times = Array.from({ length: 5000 }, () => signals.next().value?.t ?? 0)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
  expect(times.at(-1)).toBeGreaterThan(2_400_000 - 60_000)
  const steps = times.map((t, index) => t - (times[index - 1] ?? 0))
  expect(Math.max(...steps)).toBe(500)
})

test.each(profileNames)('%s: true visits follow one another, and end before the log', name => {
  for (const seed of [1, 2, 3]) {
    const { truth, presses } = playScene(profiles[name], seed, 3 * hourMs)
    expect(truth.visits.length).toBeGreaterThan(2)
    let before = 0
    for (const { from, to } of truth.visits) {
      expect(from).toBeGreaterThan(before + 900)
      expect(to - from).toBeGreaterThanOrEqual(7000 - 1)
      before = to
    }
    expect(before).toBeLessThan(3 * hourMs)
    const rated = truth.visits.filter(({ rating }) => rating !== null).length
    expect(Object.values(truth.answers).reduce((a, b) => a + b, 0)).toBe(rated)
    expect(truth).toMatchObject({ served: truth.visits.length, presses: presses.length })
  }
})

test('customers come and go at the profile’s own pace', () => {
  const perHour = (profile: Profile) =>
    Array.from({ length: 8 }, (_, seed) => playScene(profile, seed, hourMs).truth.served).reduce(
      (a, b) => a + b,
    ) / 8
  expect(perHour(profiles.quiet)).toBeLessThan(10)
  expect(perHour(profiles.queue)).toBeGreaterThan(45)
  expect(perHour(profiles.rush)).toBeGreaterThan(100)
})

test('customers stand in the beam at their counter’s distance, near and far', () => {
  for (const name of ['steady', 'far-counter', 'shallow-room'] as const) {
    const { standMm, wallMm } = profiles[name]
    const scene = playScene({ ...plain, standMm, wallMm }, 4, hourMs)
    const readings = duringVisits(scene)
      .flat()
      .flatMap(({ mm }) => mm ?? [])
    const near = readings.filter(mm => Math.abs(mm - scene.counter.standMm) < 450)
    expect(near.length / readings.length, name).toBeGreaterThan(0.97)
  }
})

test('a line in the beam steps forward within seconds and never shows the wall', () => {
  const line = { longestQueue: 4, queueInBeam: 1, stepUpSeconds: [0.5, 1] as const }
  const crowd = { ...plain, ...line, customersPerHour: 3000, swayMm: [5, 10] as const }
  const scene = playScene(crowd, 11, hourMs)
  const samples = samplesOf(scene)
  const { visits } = scene.truth
  // The first come while the line still forms.
  const pauses = visits
    .slice(6)
    .map(({ from }, index) => ({ since: visits[index + 5]?.to ?? 0, from }))
  expect(pauses.length).toBeGreaterThan(30)
  const seen = pauses.map(({ since, from }) =>
    samples.filter(({ t }) => t > since && t < from).some(({ mm }) => wallSeen(scene, mm)),
  )
  expect(pauses.every(({ since, from }) => from - since < 4000)).toBe(true)
  expect(seen.filter(Boolean)).toEqual([])
})

test('a restless customer leaves the beam for up to three seconds, in one visit', () => {
  const scene = playScene({ ...plain, gapsPerMinute: 3, staySeconds: [90, 0.2] }, 2, 2 * hourMs)
  const gaps = duringVisits(scene).flatMap(samples => {
    const runs: number[] = []
    let since: number | null = null
    for (const { t, mm } of samples) {
      if (wallSeen(scene, mm)) since ??= t
      else if (since !== null) {
        runs.push(t - since)
        since = null
      }
    }
    return runs
  })
  expect(gaps.filter(ms => ms > 500).length).toBeGreaterThan(50)
  expect(Math.max(...gaps)).toBeGreaterThan(2000)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(3000)
})

test('of somebody in dark clothes about half of the readings are missing', () => {
  const shares = [1, 2, 3, 4, 5].flatMap(seed =>
    duringVisits(playScene({ ...plain, darkShare: 1 }, seed, hourMs)).map(missingShare),
  )
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
  expect(mean).toBeGreaterThan(0.35)
  expect(mean).toBeLessThan(0.65)
})

test('sunlight takes most readings for minutes', () => {
  const scene = playScene({ ...plain, sunnySpellsPerHour: 7 }, 2, 4 * hourMs)
  const samples = samplesOf(scene)
  expect(scene.sun.length).toBeGreaterThan(5)
  for (const { from, to } of scene.sun) {
    expect(missingShare(samples.filter(({ t }) => t > from && t < to))).toBeGreaterThan(0.5)
  }
  const shade = samples.filter(({ t }) => !scene.sun.some(({ from, to }) => t >= from && t < to))
  expect(missingShare(shade)).toBeLessThan(0.02)
})

test('things left standing are seen for minutes, and customers before them still', () => {
  const scene = playScene({ ...plain, furniturePerHour: 4 }, 6, 3 * hourMs)
  const samples = samplesOf(scene)
  const { visits } = scene.truth
  const empty = samples.filter(({ t }) => !visits.some(v => t > v.from - 8000 && t < v.to + 8000))
  const before = empty.filter(({ mm }) => mm !== null && !wallSeen(scene, mm)).length
  expect(before / empty.length).toBeGreaterThan(0.2)
  const { standMm } = scene.counter
  const near = duringVisits(scene)
    .flat()
    .filter(({ mm }) => mm !== null && mm < standMm + 280)
  expect(near.length / duringVisits(scene).flat().length).toBeGreaterThan(0.97)
})

test('hands come nearer than any customer, and cleaning does so while nobody is there', () => {
  const nearest = (scene: Scene) =>
    samplesOf(scene).filter(({ mm }) => mm !== null && mm < scene.counter.standMm - 250)
  const still = playScene(plain, 9, hourMs)
  const busy = playScene({ ...plain, handsPerMinute: 2 }, 9, hourMs)
  const cleaned = playScene({ ...plain, cleaningsPerHour: 10 }, 9, hourMs)
  const there = (scene: Scene, t: number) =>
    scene.truth.visits.some(({ from, to }) => t > from - 500 && t < to + 2000)
  expect(nearest(still).length).toBeLessThan(samplesOf(still).length / 200)
  const reaching = nearest(busy).filter(({ t }) => there(busy, t))
  expect(reaching.length).toBeGreaterThan(5 * nearest(still).length)
  const wiping = nearest(cleaned).filter(({ t }) => !there(cleaned, t))
  expect(wiping.length).toBeGreaterThan(5 * nearest(still).length)
})

test('in a corridor people cross behind the customers’ place, in a second each', () => {
  const scene = playScene({ ...plain, passersPerHour: 300, customersPerHour: 4 }, 3, hourMs)
  const { counter, truth } = scene
  const crossed = samplesOf(scene).filter(
    ({ t, mm }) =>
      !truth.visits.some(v => t > v.from - 8000 && t < v.to + 8000) &&
      mm !== null &&
      !wallSeen(scene, mm),
  )
  expect(crossed.length / counter.hz).toBeGreaterThan(40)
  expect(crossed.filter(({ mm }) => (mm ?? 0) > counter.standMm + 300).length).toBeGreaterThan(
    0.95 * crossed.length,
  )
})

test('customers press once, twice, otherwise, too late, and in play', () => {
  const kinds = { repeatShare: 0.2, correctShare: 0.2, lateShare: 0.2, mashShare: 0.1 }
  const { truth, presses } = playScene({ ...plain, ...kinds, pressShare: 1 }, 8, 8 * hourMs)
  const { visits } = truth
  const of = visits.map(({ from, to }) => presses.filter(({ at }) => at > from && at < to + 2600))
  const ratingsOf = (index: number) => of[index]?.map(({ button }) => button) ?? []
  const late = visits.filter(({ to }) => presses.some(({ at }) => at > to && at <= to + 2500))
  const twice = visits.filter(({ rating }, n) => of[n]?.length === 2 && ratingsOf(n)[0] === rating)
  const otherwise = visits.filter(
    ({ rating }, n) =>
      of[n]?.length === 2 && ratingsOf(n)[0] !== rating && ratingsOf(n)[1] === rating,
  )
  const played = visits.filter(({ rating }, n) => (of[n]?.length ?? 0) > 6 && rating === null)
  for (const some of [late, twice, otherwise, played]) {
    expect(some.length).toBeGreaterThan(visits.length / 30)
  }
})
