import { expect, test } from 'vitest'
import { compareFacts } from '../gateway/counting/count.ts'
import { alwaysOpen, commonThresholds } from '../gateway/counting/rules.ts'
import { visitsIn } from '../gateway/counting/visits.ts'
import { simulateHistory } from '../simulator/history.ts'
import { profileNames, profiles } from '../simulator/profiles.ts'
import { playScene } from '../simulator/scene/scene.ts'
import { monday } from './support/events.ts'

const hourMs = 3_600_000

test('a simulated past tells what was true, in the order in which it happened', () => {
  const counter = { site: 'hall', device: 'desk', profile: 'bakery' as const, seed: 4 }
  const events = [...simulateHistory(counter, { from: monday, to: monday + hourMs })].map(
    ({ event }) => event,
  )
  const { truth } = playScene(profiles.bakery, 4, hourMs)
  const visits = events.flatMap(event =>
    event.kind === 'left' ? [{ from: event.up - event.stayMs, to: event.up }] : [],
  )
  expect(visits).toEqual(truth.visits.map(({ from, to }) => ({ from, to })))
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => a - b))
  const last = events.findLast(({ kind }) => kind === 'heartbeat')
  expect(last).toMatchObject({ kind: 'heartbeat', visits: truth.served, up: hourMs })
  const pressed = last?.kind === 'heartbeat' ? last.pressed : []
  expect(pressed.reduce((a, b) => a + b, 0)).toBe(truth.presses)
})

test.each(profileNames)('%s: who sees every visit rightly counts the true answers', profile => {
  const rules = { ...commonThresholds, ratingsAt: () => null, ...alwaysOpen }
  for (const seed of [1, 2, 3]) {
    const counter = { site: 'hall', device: 'desk', profile, seed }
    const told = [...simulateHistory(counter, { from: 0, to: 4 * hourMs })]
    const facts = told.map(({ event }) => ({ time: event.at, event })).sort(compareFacts)
    expect(visitsIn(facts, () => rules)).toEqual(
      playScene(profiles[profile], seed, 4 * hourMs).truth.visits,
    )
  }
})
