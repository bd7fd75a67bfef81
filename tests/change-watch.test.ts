import { expect, test } from 'vitest'
import {
  type Counted,
  type Direction,
  noEvidence,
  strengthFor,
  usualShare,
  weigh,
} from '../gateway/statistics/change-watch.ts'
import { type Random, seededRandom } from '../simulator/random.ts'

const hoursOfWeek = 60
const weeksOfPast = 4
const weeksInMonth = 52 / 12
const perHour = 30

/** A busier hour is a worse one: shares go up and down by a third within a day. */
const shareAt = (hour: number, share: number) => share * (0.7 + (0.6 * (hour % 10)) / 9)

function anHour(random: Random, share: number): Counted {
  const count = (n: number, chance: number) =>
    Array.from({ length: n }, () => random.chance(chance)).filter(Boolean).length
  const customers = count(2 * perHour, 0.5)
  return { customers, counted: count(customers, share) }
}

const sum = (hours: (Counted | undefined)[]): Counted =>
  hours.reduce<Counted>(
    (total, hour) => ({
      customers: total.customers + (hour?.customers ?? 0),
      counted: total.counted + (hour?.counted ?? 0),
    }),
    { customers: 0, counted: 0 },
  )

/** Weeks of one counter, watched against its own past; gives back the hours of the alarms. */
function watch(seed: number, weeks: number, share: number, direction: Direction, from = Infinity) {
  const random = seededRandom(seed)
  const enough = strengthFor(perHour * hoursOfWeek * weeksInMonth, 1, 2)
  const past: Counted[][] = []
  const alarms: number[] = []
  let evidence = noEvidence
  for (let week = 0; week < weeks + weeksOfPast; week += 1) {
    const usual = past.slice(-weeksOfPast)
    const present: Counted[] = []
    for (let hour = 0; hour < hoursOfWeek; hour += 1) {
      const now = (week - weeksOfPast) * hoursOfWeek + hour
      const isChanged = now >= from
      const factor = isChanged ? (direction === 'rises' ? 2 : 0.5) : 1
      const counted = anHour(random, shareAt(hour, share) * factor)
      present.push(counted)
      if (week < weeksOfPast) continue
      const expected = usualShare(sum(usual.map(one => one[hour])), sum(usual.flat()))
      evidence = weigh(evidence, now, counted, expected, direction)
      if (evidence.strength < enough) continue
      alarms.push(now)
      evidence = noEvidence
    }
    past.push(present)
  }
  return alarms
}

test.each([
  ['critical customers', 0.1, 'rises'],
  ['supporting customers', 0.3, 'falls'],
] as const)('in 200 calm weeks %s raise less than an alarm a month', (_name, share, direction) => {
  const alarms = watch(1, 200, share, direction)
  // Two watches share the budget of a touchpoint.
  expect(alarms.length).toBeLessThanOrEqual(200 / weeksInMonth / 2)
})

test('twice as many critical customers are found within ten hours, in the middle', () => {
  const delays = Array.from({ length: 61 }, (_, seed) => {
    const alarm = watch(100 + seed, 2, 0.1, 'rises', hoursOfWeek).find(at => at >= hoursOfWeek)
    return alarm === undefined ? Infinity : alarm + 1 - hoursOfWeek
  }).sort((one, other) => one - other)
  expect(delays[30]).toBeLessThanOrEqual(10)
  expect(delays[30]).toBeGreaterThan(3)
  expect(delays[58]).toBeLessThan(30)
})

test('what speaks for a change begins anew when customers are as usual', () => {
  const usual = 0.1
  const first = weigh(noEvidence, 1, { customers: 20, counted: 5 }, usual, 'rises')
  expect(first).toMatchObject({ customers: 20, counted: 5, expected: 2, since: 1 })
  const more = weigh(first, 2, { customers: 10, counted: 3 }, usual, 'rises')
  expect(more).toMatchObject({ customers: 30, counted: 8, expected: 3, since: 1 })
  expect(weigh(more, 3, { customers: 200, counted: 18 }, usual, 'rises')).toEqual(noEvidence)
})

test('a larger budget asks for less evidence, a busier counter for more', () => {
  expect(strengthFor(8000, 4, 2)).toBeLessThan(strengthFor(8000, 1, 2))
  expect(strengthFor(80_000, 1, 2)).toBeGreaterThan(strengthFor(8000, 1, 2))
})
