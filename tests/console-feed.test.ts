import { expect, test } from 'vitest'
import { afterNews, isSilent, NOTHING_HEARD, SILENCE_MS } from '../gateway/console/frame/feed.ts'
import { answered, sharesOf } from '../gateway/console/live/shares.ts'
import type { LiveNumbers } from '../shared/numbers.ts'

const SOFIA = 'Europe/Sofia'
const UNKNOWN = { relevant: false, reason: 'served-unknown', missing: null, range: null } as const

function someNumbers(changes: Partial<LiveNumbers> = {}): LiveNumbers {
  const from = Date.parse('2026-03-31T00:00+03:00')
  return {
    site: 'hall',
    touchpoint: 'counter-1',
    question: { text: 'How was it?', metric: 'nps' },
    series: 1,
    settings: 1,
    siteName: 'Main hall',
    name: 'Counter 1',
    survey: 'spontaneous',
    unseenAnswers: 0,
    hidden: false,
    shown: { from, to: from + 86_400_000 },
    gaps: [],
    scale: [1, 2, 3, 4, 5],
    servedBy: { source: null, presence: null, till: null, manual: null, discrepancy: null },
    timeZone: SOFIA,
    metric: 'nps',
    threshold: 0.6,
    from,
    to: from + 86_400_000,
    served: 100,
    servedToday: 100,
    sensorBias: null,
    answers: { 5: 20, 1: 10 },
    setAside: {},
    coverage: 1,
    watched: 1,
    supportIndex: 0.2,
    criticalityIndex: 0.1,
    criticalShare: 0.1,
    responseRate: 0.3,
    numerators: { supportIndex: 20, criticalityIndex: 10, criticalShare: 10, responseRate: 30 },
    intervals: {
      supportIndex: [0.13, 0.29],
      criticalityIndex: [0.06, 0.17],
      criticalShare: [0.06, 0.17],
      responseRate: [0.22, 0.4],
    },
    topShareRange: [0.2, 0.9],
    nps: UNKNOWN,
    csat: UNKNOWN,
    csatMean: UNKNOWN,
    ces: UNKNOWN,
    csi: UNKNOWN,
    present: null,
    discretion: { answersAtOnce: 5, atMostMinutes: 15, answersAsOf: from },
    devices: [],
    ...changes,
  }
}

test('a lost gateway leaves the numbers, and the time when they were heard', () => {
  const live = afterNews(NOTHING_HEARD, { kind: 'live', touchpoints: [someNumbers()] }, 1_000)
  const lost = afterNews(live, { kind: 'lost' }, 9_000)
  expect(lost).toEqual({ ...live, link: 'lost' })
  expect(lost.heardAt).toBe(1_000)
})

test('a touchpoint replaces what was known of it and of no other', () => {
  const other = someNumbers({ touchpoint: 'counter-2' })
  const live = afterNews(NOTHING_HEARD, { kind: 'live', touchpoints: [someNumbers(), other] }, 1)
  const fresh = someNumbers({ served: 101 })
  const after = afterNews(live, { kind: 'touchpoint', numbers: fresh }, 2)
  expect(after.touchpoints).toHaveLength(2)
  expect(after.touchpoints).toEqual(expect.arrayContaining([fresh, other]))
})

test('an open connection on which nothing comes is lost, and a ping is enough to keep it', () => {
  const live = afterNews(NOTHING_HEARD, { kind: 'live', touchpoints: [] }, 0)
  expect(isSilent(live, SILENCE_MS)).toBe(false)
  expect(isSilent(live, SILENCE_MS + 1)).toBe(true)
  expect(isSilent(afterNews(live, { kind: 'ping' }, 10), SILENCE_MS + 1)).toBe(false)
})

test('support, critical and silent make one whole', () => {
  const shares = sharesOf(someNumbers())
  expect(shares).toEqual({ known: true, support: 0.2, critical: 0.1, silent: expect.any(Number) })
  expect(shares.known && shares.silent).toBeCloseTo(0.7)
})

test('shares that are not known say why', () => {
  const none = { supportIndex: null, criticalShare: null }
  const why = (changes: Partial<LiveNumbers>) => sharesOf(someNumbers(changes))
  expect(why({ ...none, served: null })).toEqual({ known: false, why: 'served-unknown' })
  expect(why({ ...none, served: 0, answers: {} })).toMatchObject({ why: 'no-served-customers' })
  expect(why({ served: 2 })).toMatchObject({ why: 'more-answers-than-customers' })
  expect(answered({ 5: 2, 1: 1 })).toBe(3)
})
