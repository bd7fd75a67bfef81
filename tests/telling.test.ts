import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hourlyDayOf, type Span } from '../gateway/calendar.ts'
import { quarterMs, quarterOf } from '../gateway/counting/quarter.ts'
import { QuarterTable } from '../gateway/counting/quarter-table.ts'
import { allOf, type Period } from '../gateway/counting/served.ts'
import { openTelling, type Told } from '../gateway/privacy/telling.ts'

const minimum = 5
const dayQuarters = 96
const dayMs = dayQuarters * quarterMs
/** Two days before a month begins. */
const start = Date.UTC(2026, 2, 30)
const april = start + 2 * dayMs
const dayAt = (time: number) => hourlyDayOf(time, { timeZone: 'UTC', dayStart: '00:00' })

/** What happened in the quarter-hour of that number, counted from the start. */
interface Row {
  quarter: number
  answers: number
  served?: number
  till?: number
  manual?: number
}

const timeOf = (quarter: number) => start + quarter * quarterMs
const spanOf = (from: number, to: number): Span => ({ from: timeOf(from), to: timeOf(to) })

function aTouchpoint(rows: Row[], loose: Period['loose'] = []) {
  const within = ({ from, to }: Span) =>
    rows
      .filter(({ quarter }) => timeOf(quarter) >= from && timeOf(quarter) < to)
      .sort((one, other) => one.quarter - other.quarter)
  const quarters = rows.map(({ quarter }) => quarter)
  const known = {
    read: (span: Span): Period => ({
      tallies: [
        QuarterTable.of(
          within(span).map(({ quarter, answers, served = 0 }) => ({
            quarter: quarterOf(timeOf(quarter)),
            tally: { 'answer:5': answers, served },
          })),
        ),
      ],
      loose: loose.filter(one => one.from >= quarterOf(span.from) && one.to * quarterMs <= span.to),
      quarters: within(span).map(({ quarter, till = null, manual = null }) => ({
        ...{ till, manual },
        quarter: quarterOf(timeOf(quarter)),
      })),
    }),
    hasAnswers: (span: Span, minimum: number) =>
      within(span).reduce((sum, { answers }) => sum + answers, 0) >= minimum,
    everything: rows.length > 0 ? spanOf(Math.min(...quarters), Math.max(...quarters) + 1) : null,
  }
  return (asked: Span, settledTo = Number.MAX_SAFE_INTEGER, now = settledTo) =>
    openTelling(known, asked, dayAt, minimum, { now, settledTo })
}

/** The same numbers, however they were put together. */
const meaningOf = ({ period, shown, gaps }: Told) => ({
  ...{ shown, gaps },
  sum: period && allOf(period),
  quarters: period?.quarters.filter(({ till, manual }) => till !== null || manual !== null),
})

test('what is told of a time does not hang on what else was asked for', () => {
  const weeks = 3 * 7 * dayQuarters
  const row = fc.record({
    quarter: fc.nat(weeks - 1),
    answers: fc.nat(4),
    served: fc.nat(6),
    till: fc.nat(3),
  })
  const rows = fc.uniqueArray(row, { selector: one => one.quarter, maxLength: 60 })
  const moment = fc.oneof(
    fc.nat(weeks),
    fc.nat(21).map(day => day * dayQuarters),
  )
  const two = fc.uniqueArray(moment, { minLength: 2, maxLength: 2 })
  const all = spanOf(-dayQuarters, weeks + dayQuarters)
  fc.assert(
    fc.property(rows, two, two, moment, (rows, asked, part, settled) => {
      const [from = 0, to = 0] = asked.sort((one, other) => one - other)
      const [begin = 0, end = 0] = part.sort((one, other) => one - other)
      const inside = spanOf(Math.max(from, begin), Math.min(to, end))
      if (inside.from >= inside.to) return
      const tell = aTouchpoint(rows)
      const told = tell(spanOf(from, to), timeOf(settled))
      const ofAll = tell(all, timeOf(settled))
      expect(meaningOf(told.in(inside))).toEqual(meaningOf(ofAll.in(inside)))
      expect(meaningOf(told.in(spanOf(from, to)))).toEqual(meaningOf(ofAll.in(spanOf(from, to))))
    }),
    { numRuns: 300 },
  )
})

test('what remains at the end of a month is missed, though all who came answered', () => {
  const tell = aTouchpoint([
    { quarter: 40, answers: 6, served: 6 },
    { quarter: dayQuarters + 40, answers: 2, served: 2 },
    { quarter: 2 * dayQuarters + 40, answers: 7, served: 7 },
  ])
  const both = { from: start, to: april + dayMs }
  const { period, shown, gaps } = tell(both).in(both)
  expect(period && allOf(period)).toEqual({ 'answer:5': 13, served: 13 })
  expect({ shown, gaps }).toEqual({
    shown: both,
    gaps: [{ from: april - dayMs, to: april }],
  })
})

test('each block hides the few of its own source', () => {
  const tell = aTouchpoint([
    { quarter: 40, answers: 6, till: 2, manual: 9 },
    { quarter: 41, answers: 6, till: 9, manual: 2 },
  ])
  const { period } = tell(spanOf(0, dayQuarters)).in(spanOf(0, dayQuarters))
  expect(period?.quarters.map(({ till, manual }) => [till, manual])).toEqual([
    [null, 9],
    [9, null],
  ])
})

test('what happened some time is told of each span that holds all of it, if it was enough', () => {
  const [from, to] = [quarterOf(timeOf(50)), quarterOf(timeOf(60))]
  const loose = [{ from, to, tally: { 'answer:5': 5 } }]
  const tell = aTouchpoint([{ quarter: 40, answers: 6 }], loose)
  const answersIn = (from: number, to: number, settledTo?: number) => {
    const { period } = tell(spanOf(from, to), settledTo).in(spanOf(from, to))
    return period && (allOf(period)['answer:5'] ?? 0)
  }
  expect(answersIn(0, dayQuarters)).toBe(11)
  expect([answersIn(50, 61), answersIn(51, 61), answersIn(50, 60)]).toEqual([5, 0, 0])
  const few = aTouchpoint([], [{ from, to, tally: { 'answer:5': 4 } }])
  const { period } = few(spanOf(0, dayQuarters)).in(spanOf(0, dayQuarters))
  expect(period && allOf(period)).toEqual({})
})

test('what happened some time is told when all of that time is settled', () => {
  const [from, to] = [quarterOf(timeOf(dayQuarters + 50)), quarterOf(timeOf(dayQuarters + 60))]
  const loose = [{ from, to, tally: { 'answer:5': 5 } }]
  const tell = aTouchpoint([{ quarter: 40, answers: 6 }], loose)
  const days = spanOf(0, 2 * dayQuarters)
  const answersAt = (settledTo: number) => {
    const { period } = tell(days, settledTo).in(days)
    return period && allOf(period)['answer:5']
  }
  const settled = timeOf(dayQuarters + 61)
  expect([answersAt(settled - 1), answersAt(settled)]).toEqual([6, 11])
})

test('a day may be told in part, were it the shortest one; half an hour may not', () => {
  const tell = aTouchpoint([
    { quarter: 4, answers: 6 },
    { quarter: 90, answers: 5 },
    { quarter: 95, answers: 1 },
  ])
  const shownOf = (quarters: number) => {
    const span = spanOf(0, quarters)
    return tell(span).in(span).shown
  }
  expect(shownOf(23 * 4)).toEqual(spanOf(0, 90))
  expect(shownOf(23 * 4 - 1)).toBe(null)
})

test('of today all is told up to now, once it is enough', () => {
  const rows = [
    { quarter: 40, answers: 4 },
    { quarter: 44, answers: 2 },
    { quarter: 50, answers: 2 },
    { quarter: 51, answers: 3 },
  ]
  const today = spanOf(0, dayQuarters)
  const answersAt = (quarter: number) => {
    const past = rows.filter(row => row.quarter < quarter)
    const telling = aTouchpoint(past)(today, timeOf(quarter) - 60_000, timeOf(quarter) - 1)
    return [telling.in(today), telling.upToNow(today)].map(
      ({ period }) => period && (allOf(period)['answer:5'] ?? 0),
    )
  }
  expect([41, 45, 51, 52].map(answersAt)).toEqual([
    [null, null],
    [0, 6],
    [0, 8],
    [6, 11],
  ])
})
