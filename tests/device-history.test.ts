import { expect, test } from 'vitest'
import { forecastBattery } from '../gateway/battery-forecast.ts'
import { messageOf } from '../gateway/message.ts'
import { robustSlope } from '../gateway/statistics/robust-slope.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'

const day = 24 * 3_600_000
const quarter = 15 * 60_000

const falling = (levels: number[]) => levels.map((level, n) => ({ at: monday + n * day, level }))

test('a battery that falls by a twentieth a day is empty when it says so', () => {
  const forecast = forecastBattery(falling([0.8, 0.75, 0.7, 0.65, 0.6, 0.55]))
  expect(forecast).toEqual({
    emptyAt: monday + 16 * day,
    notBefore: monday + 16 * day,
    notAfter: monday + 16 * day,
  })
})

test('a wild value changes little, and widens what is sure', () => {
  const levels = [0.8, 0.75, 0.7, 0.2, 0.6, 0.55, 0.5, 0.45, 0.4]
  const forecast = forecastBattery(falling(levels).filter(({ level }) => level !== 0.2))
  expect(Math.round(((forecast?.emptyAt ?? 0) - monday) / day)).toBe(16)
  const slope = robustSlope(levels.map((y, x) => ({ x, y })))
  expect(slope?.value).toBeCloseTo(-0.05, 2)
  expect(slope?.low).toBeLessThan(slope?.value ?? 0)
})

test('no battery is forecast that does not surely fall, or is known too little', () => {
  expect(forecastBattery(falling([0.8, 0.79, 0.8, 0.81, 0.8, 0.79]))).toBeNull()
  expect(forecastBattery(falling([0.8, 0.7, 0.6]))).toBeNull()
  expect(forecastBattery([])).toBeNull()
})

test('another battery begins anew', () => {
  const forecast = forecastBattery(falling([0.2, 0.1, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65]))
  expect(Math.round(((forecast?.emptyAt ?? 0) - monday) / day)).toBe(20)
})

test('Sen’s own example: the median of all slopes', () => {
  // Sen 1968, Journal of the American Statistical Association 63, page 1389.
  const x = [1, 2, 3, 4, 10, 12, 18]
  const y = [9, 15, 19, 20, 45, 55, 78]
  const slope = robustSlope(x.map((x, index) => ({ x, y: y[index] ?? 0 })))
  expect(slope?.value).toBe(4)
})

test('remotes are told of as they are mounted, with their names, places and buttons', async () => {
  const gateway = await aGateway({ sites: null, now: () => monday + 2 * quarter })
  const put = (basedOn: number, touchpoint: string, since?: number) =>
    fetch(`${gateway.http}/api/settings/sites`, {
      method: 'PUT',
      body: JSON.stringify({
        sites: [
          {
            id: 'hall',
            devices: [{ id: 'remote', name: 'At the door' }],
            touchpoints: [{ id: touchpoint, devices: ['remote', 'silent'] }],
          },
        ],
        basedOn,
        ...(since && { since: new Date(since).toISOString() }),
      }),
    })
  await put(0, 'desk')
  await put(1, 'till', monday + quarter)
  const place = { standingMm: 700, farMm: 1150, backgroundMm: 2600 }
  const event = aBoot()
  const told = [
    event(0, { kind: 'started' }),
    event(quarter, { kind: 'heartbeat', place, buttons: ['ok', 'stuck'], battery: 0.5 }),
  ]
  await Promise.all(told.map(one => gateway.receive(messageOf(toldBy('remote', one)))))
  const { devices } = await gateway.get<{ devices: object[] }>('/api/devices')
  expect(devices).toMatchObject([
    {
      device: 'remote',
      touchpoint: 'till',
      name: 'At the door',
      mountedSince: monday + quarter,
      place,
      buttons: ['ok', 'stuck'],
    },
    { device: 'silent', name: 'silent', mountedSince: monday + quarter, place: null },
  ])
})

test('how a remote was is told day by day', async () => {
  const gateway = await aGateway({
    sites: [{ id: 'hall', timeZone: 'UTC', touchpoints: [{ id: 'desk', devices: ['remote'] }] }],
    now: () => monday + 5 * day,
  })
  const event = aBoot()
  const told = [0, 1, 2, 3, 4].flatMap(n => [
    event(n * day, { kind: 'heartbeat', battery: 0.9 - 0.1 * n, waiting: 3 }),
    event(n * day + quarter, { kind: 'heartbeat', battery: 0.9 - 0.1 * n, rangefinder: 'blind' }),
  ])
  await Promise.all(told.map(one => gateway.receive(messageOf(toldBy('remote', one)))))
  const query = '?device=remote&from=2026-03-01&to=2026-03-08'
  const { devices } = await gateway.get<{ devices: { days: object[]; battery: object }[] }>(
    `/api/devices/history${query}`,
  )
  expect(devices).toMatchObject([{ site: 'hall', touchpoint: 'desk', device: 'remote' }])
  expect(devices[0]?.days).toHaveLength(5)
  expect(devices[0]?.days[1]).toMatchObject({
    from: Date.UTC(2026, 2, 3),
    openMs: day,
    rangefinder: { ok: 1, blind: 1 },
    waiting: 3,
    battery: 0.8,
  })
  expect(devices[0]?.battery).toMatchObject({ emptyAt: Date.UTC(2026, 2, 7) + 5 * day })
})
