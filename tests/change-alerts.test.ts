import { expect, onTestFinished, test } from 'vitest'
import { startAlerting } from '../gateway/alerts/alerting.ts'
import type { Alert } from '../shared/alerts.ts'
import type { EventLine } from '../shared/logs.ts'
import { alertingAt } from './support/alerting.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** An hour of thirty customers, of whom so many press 1 and as many 5. */
function anHour(event: ReturnType<typeof aBoot>, after: number, critical: number): EventLine[] {
  return Array.from({ length: 30 }, (_, place) => {
    const at = after + place * 100_000
    const visit = 1 + Math.round(at / 100_000)
    const button = place < critical ? 1 : 5
    const isAnswer = place < critical + 6
    return [
      event(at, { kind: 'arrived', visit }),
      ...(isAnswer ? [event(at + 5000, { kind: 'pressed', button })] : []),
      event(at + 20_000, { kind: 'left', visit }),
    ]
  })
    .flat()
    .map(told => toldBy('desk', told))
}

/** Four weeks of days from eight to noon, as usual. */
function usualWeeks(event: ReturnType<typeof aBoot>): EventLine[] {
  const usual = [toldBy('desk', event(0, { kind: 'started' }))]
  for (let past = 0; past < 28; past += 1) {
    for (let at = 0; at < 4; at += 1) usual.push(...anHour(event, past * day + at * hour, 3))
  }
  return usual
}

/** After those, a Monday on which it gets worse. */
async function aBadMonday(data?: string) {
  const start = monday + 28 * day
  const found = alertingAt(start, data)
  const event = aBoot()
  await found.books.receive(usualWeeks(event))
  return { ...found, event, start }
}

test('twice as many critical customers as usual raise one alert, with its evidence', async () => {
  const { clock, books, alerting, event, start } = await aBadMonday()
  for (let at = 0; at < 4; at += 1) {
    await books.receive(anHour(event, 28 * day + at * hour, 9))
    clock.at = start + (at + 1) * hour + 11 * minute
    alerting.check()
  }
  const watched = books.alerts.open().filter(({ kind }) => kind === 'critical-share-rises')
  expect(watched).toMatchObject([
    {
      touchpoint: 'desk',
      evidence:
        'Since 2026-03-30 08:00, 30 % of about 90 customers were critical; in the same hours of past weeks it was 10 %.',
      figures: { share: 0.3, usual: 0.1, customers: 90 },
    },
  ])
})

test('a restart neither loses the evidence nor repeats the alert', async () => {
  const { clock, books, alerting, event, start } = await aBadMonday()
  await books.receive([...anHour(event, 28 * day, 9), ...anHour(event, 28 * day + hour, 9)])
  clock.at = start + 2 * hour + 11 * minute
  alerting.check()
  alerting.close()
  books.close()

  const again = alertingAt(clock.at, books.data)
  again.alerting.check()
  await again.books.receive(anHour(event, 28 * day + 2 * hour, 9))
  again.clock.at = start + 3 * hour + 11 * minute
  again.alerting.check()
  again.alerting.close()
  again.books.close()

  const third = alertingAt(again.clock.at, books.data)
  third.alerting.check()
  const isChange = ({ kind }: Alert) => kind === 'critical-share-rises'
  expect(third.books.alerts.newest(9, true).filter(isChange)).toHaveLength(1)
})

test('while old hours are counted by other settings, no hour is compared with them', async () => {
  const at = monday + 28 * day + hour + 11 * minute
  const books = someBooks({ now: () => at })
  const hall = { id: 'hall', timeZone: 'UTC' }
  await books.enter([hall])
  await books.receive(usualWeeks(aBoot()))
  books.settle()
  const alerting = startAlerting(books, 1, () => at)
  onTestFinished(alerting.close)
  const entering = books.enter(
    [{ ...hall, touchpoints: [{ id: 'desk', counting: { graceMs: 0 } }] }],
    monday,
  )
  const noted = () => books.alerts.note('critical-share-rises hall/desk')
  alerting.check()
  expect(noted()).toBeNull()
  await entering
  alerting.check()
  expect(noted()).toContain('"until"')
})

test.each([
  ['while the gateway ran', 0],
  ['while the gateway was away', 8],
])('what comes hours late raises no alarm: %s', async (_name, away) => {
  const { clock, books, alerting, event, start } = await aBadMonday()
  for (let at = away; at < 8; at += 1) {
    clock.at = start + (at + 1) * hour + 11 * minute
    alerting.check()
  }
  clock.at = start + 8 * hour + 11 * minute
  const late = [0, 1, 2, 3].flatMap(at => anHour(event, 28 * day + at * hour, 15))
  await books.receive(late.map(told => ({ ...told, receivedAt: clock.at })))
  for (let at = 8; at < 12; at += 1) {
    clock.at = start + (at + 1) * hour + 11 * minute
    alerting.check()
  }
  expect(books.alerts.open().filter(({ kind }) => kind === 'critical-share-rises')).toEqual([])
})
