import { expect, test } from 'vitest'
import { NaiveCounter } from './bench/naive-counter.ts'
import { score } from './bench/score.ts'

/** Visits from a picture, a letter or digit a second: digits are ratings, `#` silence. */
const visitsOf = (picture: string) =>
  [...picture.matchAll(/#+|(\d)\1*/g)].map(({ 0: text, index }) => ({
    from: 1000 * index,
    to: 1000 * (index + text.length),
    rating: text.startsWith('#') ? null : Number(text[0]),
  }))

test.each([
  ['all right', '..####..555..', '..####..555..', 1, 0, 1],
  ['half of it is the same visit', '######......', '###.........', 1, 0, 0],
  ['less than half is another one', '######......', '##..........', 0, 0, 0],
  ['two in one find the longer', '..#######.##.', '..##########.', 2 / 3, -0.5, 0],
  ['one in two matches once', '..##########.', '..######.###.', 2 / 3, 1, 0],
  ['nothing found', '..###..###..', '............', 0, -1, 0],
  ['a passer-by counted', '......####..', '..##..####..', 2 / 3, 1, 0],
  ['an answer on the wrong visit', '444..####', '####.4444', 1, 0, 0],
  ['a wrong answer', '444..5555', '444..3333', 1, 0, 1],
])('%s', (_, truth, found, f1, countError, ratedRight) => {
  const scored = score(visitsOf(found), visitsOf(truth))
  expect(scored).toMatchObject({ countError, ratedRight })
  expect(scored.f1).toBeCloseTo(f1)
})

test('each found visit is matched once, with what overlaps it most', () => {
  const one = { from: 0, to: 10_000, rating: 5 }
  expect(score([one], [one, { ...one, rating: 4 }])).toMatchObject({ matched: 1, ratedRight: 1 })
  const early = { from: 0, to: 8000, rating: 1 }
  for (const found of [
    [early, one],
    [one, early],
  ]) {
    expect(score(found, [one])).toMatchObject({ matched: 1, ratedRight: 1 })
  }
})

/** What the naive counter makes of a picture, half a second a mark: `#` near, `?` no echo. */
function naively(picture: string): string[] {
  const counter = new NaiveCounter()
  const facts = [...picture].flatMap((mark, index) =>
    counter.see(500 * index, mark === '?' ? null : mark === '#' ? 600 : 2500),
  )
  return [...facts, ...counter.end()].flatMap(fact =>
    fact.kind === 'left' ? [`${(fact.up - fact.stayMs) / 1000}-${fact.up / 1000}`] : [],
  )
}

test('the naive counter does what everybody writes', () => {
  expect(naively('....############........')).toEqual(['2-7.5'])
  expect(naively('....##########..........')).toEqual([])
  expect(naively('############.....############')).toEqual(['0-14'])
  expect(naively('############......############')).toEqual(['0-5.5', '9-14.5'])
  expect(naively('...#.#.#.#.#.#.#.#.#.#...')).toEqual([])
  expect(naively('...#?#?#?#?#?#?#?#?#?#...')).toEqual(['1.5-10.5'])
})
