import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { weightedCsi } from '../gateway/counting/csi.ts'
import { findingsOf } from '../gateway/counting/headcount.ts'
import { definition, indicesOf } from '../gateway/counting/indices.ts'
import { quarterMs } from '../gateway/counting/quarter.ts'
import { blocksIn } from '../gateway/privacy/blocks.ts'
import { noEvidence, weigh } from '../gateway/statistics/change-watch.ts'
import { compare } from '../gateway/statistics/comparison.ts'
import { rank } from '../gateway/statistics/ranking.ts'
import { sensorErrorOf, withSensorError } from '../gateway/statistics/sensor-error.ts'
import { root } from './support/child.ts'
import { spansOf, sumsOf } from './support/quarters.ts'

const page = readFileSync(join(root, 'gateway/INDICES.md'), 'utf8')
const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json)

const Share = z.tuple([z.int(), z.int()])
const Expected = z.record(z.string(), z.unknown())

/** Each kind of example: what it is given, and how that is computed. */
const kinds = [
  example(
    z.strictObject({
      questions: z.array(
        z.strictObject({
          ...{ weight: z.number(), served: z.int() },
          answers: z.record(z.string(), z.int()),
        }),
      ),
      give: Expected,
    }),
    ({ questions, give }) => {
      const asked = { survey: 'spontaneous' as const, threshold: 0.6 }
      const attributes = questions.map(({ weight, ...counted }) => ({
        ...{ weight, csi: indicesOf({ ...counted, ...asked, scale: [1, 2, 3, 4, 5] }).csi },
      }))
      return [[weightedCsi(attributes), give]]
    },
  ),
  example(
    z.strictObject({
      'indices of': z.object({
        served: z.int(),
        answers: z.record(z.string(), z.int()),
        scale: z.array(z.int()).default([1, 2, 3, 4, 5]),
      }),
      are: Expected,
    }),
    ({ 'indices of': given, are }) => [
      [indicesOf({ ...given, survey: 'spontaneous', threshold: 0.6 }), are],
    ],
  ),
  example(
    z.strictObject({ compare: Share, with: Share, among: z.int(), gives: Expected }),
    ({ compare: one, with: other, among, gives }) => [
      [compare(share(one), share(other), among), gives],
    ],
  ),
  example(
    z.strictObject({ rank: z.array(Share), gives: z.array(Expected) }),
    ({ rank: shares, gives }) => [[rank(shares.map(share)), gives]],
  ),
  example(
    z.strictObject({
      'sensor and till': z.array(Share),
      give: Expected,
      'so that 20 of 100 seen are': Expected,
    }),
    given => {
      const pairs = given['sensor and till'].map(([sensor, till]) => ({ sensor, till }))
      const error = sensorErrorOf(pairs)
      return [
        [error, given.give],
        [error && withSensorError(share([20, 100]), error), given['so that 20 of 100 seen are']],
      ]
    },
  ),
  example(
    z.strictObject({
      'taps at': z.array(z.int()),
      visits: z.array(z.tuple([z.int(), z.int(), z.int()])),
      give: Expected,
    }),
    ({ 'taps at': taps, visits, give }) => {
      const seen = visits.map(([from, to, nearestMm]) => ({
        ...{ from: 1000 * from, to: 1000 * to, nearestMm },
      }))
      return [
        [
          findingsOf(
            taps.map(at => 1000 * at),
            seen,
          ),
          give,
        ],
      ]
    },
  ),
  example(
    z.strictObject({ 'answers by hour': z.array(z.int()), 'hidden hours': z.array(z.int()) }),
    given => [[hiddenHours(given['answers by hour']), given['hidden hours']]],
  ),
  example(
    z.strictObject({
      customers: z.array(Share),
      usual: z.number(),
      strengths: z.array(z.number()),
    }),
    given => [[strengths(given.customers, given.usual), given.strengths]],
  ),
]

/** How strong the evidence of more critical customers is after each hour. */
function strengths(hours: [number, number][], usual: number): number[] {
  let evidence = noEvidence
  return hours.map(([customers, counted], at) => {
    evidence = weigh(evidence, at, { customers, counted }, usual, 'rises')
    return evidence.strength
  })
}

function example<Given>(
  form: z.ZodType<Given>,
  compute: (given: Given) => [computed: unknown, told: unknown][],
) {
  return (found: unknown) => {
    const given = form.safeParse(found)
    return given.success ? compute(given.data) : null
  }
}

const share = ([yes, of]: [number, number]) => ({
  scores: [[1, yes] as const, [0, of - yes] as const],
  lowest: 0,
  highest: 1,
})

/** The hours of a day that are not whole blocks; the first answers are those after eight. */
function hiddenHours(answers: number[]): number[] {
  const hourMs = 4 * quarterMs
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    from: hour * hourMs,
    to: (hour + 1) * hourMs,
  }))
  const happened = sumsOf(
    Array.from({ length: 96 }, (_, quarter) => {
      const n = quarter % 4 === 0 ? (answers[quarter / 4 - 8] ?? 0) : 0
      return { served: n, answers: n }
    }),
  )
  const blocks = blocksIn([{ from: 0, to: 24 * hourMs, hours }], 5, 24 * hourMs, happened)
  return hours
    .filter(hour => {
      const told = spansOf(blocks, hour).map(({ from, to }) => happened(from, to).answers)
      return told.reduce((a, b) => a + b, 0) < happened(hour.from, hour.to).answers
    })
    .map(({ from }) => from / hourMs)
}

/** Numbers of the page are rounded. */
function rounded(told: unknown): unknown {
  if (typeof told === 'number') return expect.closeTo(told, Number.isInteger(told) ? 9 : 4)
  if (Array.isArray(told)) return told.map(rounded)
  if (told === null || typeof told !== 'object') return told
  return Object.fromEntries(Object.entries(told).map(([key, value]) => [key, rounded(value)]))
}

test.each(blocks)('example %#: %s', block => {
  const computed = kinds.flatMap(compute => compute(JSON.parse(block)) ?? [])
  expect(computed.length, 'an example that nothing computes').toBeGreaterThan(0)
  for (const [found, told] of computed) {
    if (Array.isArray(told)) expect(found).toHaveLength(told.length)
    expect(found).toMatchObject(rounded(told) as object)
  }
})

test('the page has an example of everything that it explains, and names its definition', () => {
  expect(blocks.length).toBeGreaterThan(15)
  for (const compute of kinds) {
    expect(blocks.some(block => compute(JSON.parse(block)))).toBe(true)
  }
  expect(page).toContain(`\`${definition}\``)
})
