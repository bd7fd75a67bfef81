import { expect, test } from 'vitest'
import { messageOf } from '../gateway/message.ts'
import type { FoundEvent } from '../shared/event-search.ts'
import type { DeviceEvent } from '../shared/events.ts'
import type { WeekHour } from '../shared/week-hours.ts'
import type { WhatIf } from '../shared/what-if.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'

const second = 1000
const minute = 60_000
const hour = 60 * minute
const span = 'from=2026-03-02&to=2026-03-03'

/** A gateway that was told of three customers of a desk: one at eight, two at nine. */
async function aGatewayWithThree() {
  const gateway = await aGateway({
    now: () => monday + 3 * hour,
    sites: [
      { id: 'hall', timeZone: 'UTC', touchpoints: [{ id: 'desk', devices: ['desk', 'door'] }] },
    ],
  })
  const tells = aBoot()
  const answered = (after: number, visit: number, button: number) => [
    tells(after, { kind: 'arrived', visit }),
    tells(after + 4 * second, { kind: 'pressed', button }),
    tells(after + 9 * second, { kind: 'left', visit }),
  ]
  const tell = (events: DeviceEvent[], device = 'desk', late = 0) =>
    Promise.all(
      events.map(event => {
        const told = toldBy(device, event)
        return gateway.receive(messageOf({ ...told, receivedAt: told.receivedAt + late }))
      }),
    )
  await tell([
    tells(0, { kind: 'started' }),
    ...answered(minute, 1, 5),
    ...answered(hour, 2, 2),
    ...answered(hour + minute, 3, 5),
  ])
  const search = async (query = '') =>
    await gateway.get<{ events: FoundEvent[]; next: number | null }>(`/api/events?${span}${query}`)
  return { gateway, tell, search }
}

test('the event log is searched backwards, page by page, and each event is told once', async () => {
  const { tell, search } = await aGatewayWithThree()
  // In the quarter-hour next to another event's.
  await tell([aBoot('door')(16 * minute, { kind: 'started' })], 'door')
  const all = await search()
  expect(all.next).toBe(null)
  expect(all.events.map(({ seq }) => seq)).toEqual([10, 9, 8, 7, 6, 5, 1, 4, 3, 2, 1])

  const pages: number[] = []
  for (let before: number | null = monday + 24 * hour; before !== null; ) {
    const page = await search(`&limit=1&before=${before}`)
    pages.push(...page.events.map(({ seq }) => seq))
    before = page.next
  }
  expect(pages).toEqual(all.events.map(({ seq }) => seq))
})

test('events are found by their kind, and tell what was told', async () => {
  const { search } = await aGatewayWithThree()
  const { events } = await search('&kind=pressed')
  expect(events.map(({ tells }) => tells.button)).toEqual([5, 2, 5])
  expect(events[0]).toMatchObject({
    touchpoint: 'desk',
    device: 'desk',
    time: monday + hour + minute + 4 * second,
    errorMs: null,
  })
})

test('events of one device, those that came late, and those of uncertain time are found and counted', async () => {
  const { gateway, tell, search } = await aGatewayWithThree()
  const door = aBoot('door')
  await tell([door(2 * minute, { kind: 'started' })], 'door', 10 * minute)
  const unset = aBoot('unset')
  const lost = { ...unset(5 * minute, { kind: 'started' }), at: 5000, up: 5000, synced: false }
  await tell([lost], 'door', monday + 20 * minute - lost.at)

  expect((await search('&device=door')).events).toHaveLength(2)
  const late = (await search('&only=late')).events
  expect(late).toMatchObject([{ boot: 'door', receivedAt: monday + 12 * minute }])
  const uncertain = (await search('&only=uncertain')).events
  expect(uncertain.map(({ boot }) => boot)).toEqual(['unset'])
  expect(uncertain[0]?.errorMs).not.toBe(null)

  const { doubts } = await gateway.get<{ doubts: object[] }>(`/api/doubts?${span}`)
  expect(doubts).toMatchObject([
    { device: 'desk', from: monday - 8 * hour, late: 0, uncertain: 0 },
    { device: 'door', from: monday - 8 * hour, late: 1, uncertain: 1 },
  ])
  expect(await gateway.get('/api/doubts?from=2026-01-01&to=2026-03-02')).toMatchObject({
    code: 'too-long-a-time',
  })
})

test('a question about the log that cannot be answered says why', async () => {
  const { gateway } = await aGatewayWithThree()
  expect(await gateway.get('/api/events?kind=sneezed')).toEqual({
    error: expect.stringContaining('at kind'),
  })
})

test('each hour of the week is summed over the weeks', async () => {
  const { gateway, tell } = await aGatewayWithThree()
  const again = aBoot('again')
  const week = 7 * 24 * hour
  await tell([
    again(week, { kind: 'started' }),
    again(week + hour, { kind: 'arrived', visit: 1 }),
    again(week + hour + minute, { kind: 'left', visit: 1 }),
  ])
  const { weekHours } = await gateway.get<{ weekHours: { hours: WeekHour[] }[] }>(
    '/api/week-hours?from=2026-03-01&to=2026-03-20',
  )
  const served = weekHours[0]?.hours.filter(one => one.served)
  expect(served).toMatchObject([
    { weekday: 1, hour: 8, served: 1, supportIndex: 1 },
    { weekday: 1, hour: 9, served: 3, supportIndex: 1 / 3, criticalShare: 1 / 3 },
  ])
})

test('other thresholds are tried over HTTP, and change nothing', async () => {
  const { gateway, tell } = await aGatewayWithThree()
  const again = aBoot('again')
  // A second press, six seconds after the first: within ten it corrects, within five it repeats.
  await tell([
    again(2 * hour, { kind: 'started' }),
    again(2 * hour + second, { kind: 'arrived', visit: 1 }),
    again(2 * hour + 2 * second, { kind: 'pressed', button: 1 }),
    again(2 * hour + 8 * second, { kind: 'pressed', button: 5 }),
    again(2 * hour + 20 * second, { kind: 'left', visit: 1 }),
  ])
  const ask = async (query: string) => {
    const { whatIf } = await gateway.get<{ whatIf: WhatIf[] }>(`/api/what-if?${span}${query}`)
    return whatIf[0]
  }
  const tried = await ask('&correctionMs=5000')
  expect(tried?.actual).toMatchObject({ answers: { 2: 1, 5: 3 }, setAside: { corrected: 1 } })
  expect(tried?.supposed).toMatchObject({ answers: { 1: 1, 2: 1, 5: 2 }, setAside: { repeat: 1 } })
  expect((await ask(''))?.supposed.answers).toEqual(tried?.actual.answers)
})
