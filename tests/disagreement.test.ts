import { expect, test } from 'vitest'
import { disagreementsIn, type Sides } from '../gateway/counting/disagreement.ts'
import { aBoot, monday } from './support/events.ts'
import { aGateway } from './support/gateway.ts'
import { aHall } from './support/sales.ts'

const quarters = 96

/** Days of ten hours; `day` gives for a day and a quarter-hour of it what each side says. */
function found(days: number, sidesAt: (day: number, quarter: number) => Omit<Sides, 'quarter'>) {
  const sides = Array.from({ length: days * 40 }, (_, n): Sides => {
    const [day, at] = [Math.floor(n / 40), n % 40]
    return { quarter: day * quarters + 32 + at, ...sidesAt(day, at) }
  })
  return disagreementsIn(sides, quarter => Math.floor(quarter / quarters))
}

/** Two or three customers in each quarter-hour. */
const customers = (day: number, at: number) => 2 + ((day * 7 + at * 3) % 2)

test('a sensor that sees 12 % more than the till on every day is called out', () => {
  const disagreements = found(10, (day, at) => {
    const till = customers(day, at)
    return { till, presence: at % 10 < 3 ? till + 1 : till }
  })
  expect(disagreements).toMatchObject([{ kind: 'constant', days: 10 }])
  const [{ presence = 0, till = 1 } = {}] = disagreements
  expect(presence / till - 1).toBeCloseTo(0.12)
})

test('days that differ now to the one side and now to the other are not', () => {
  const swinging = found(10, (day, at) => {
    const till = customers(day, at)
    return { till, presence: day % 3 === 0 ? till - 1 : at % 2 === 0 ? till + 1 : till }
  })
  expect(swinging).toEqual([])
  const mostlyMore = found(10, (day, at) => {
    const till = customers(day, at)
    return { till, presence: day % 5 < 3 ? till + 1 : till - (at % 5 === 0 ? 1 : 0) }
  })
  expect(mostlyMore, '6 days of 10 are chance').toEqual([])
  expect(
    found(10, (day, at) => ({ till: customers(day, at), presence: customers(day, at) })),
  ).toEqual([])
})

test('a season in which everybody was seen twice is named by its days', () => {
  const disagreements = found(20, (day, at) => {
    const till = customers(day, at)
    return { till, presence: day >= 5 && day < 9 ? 2 * till : till }
  })
  expect(disagreements).toMatchObject([{ kind: 'double-count', days: 4 }])
  expect(disagreements[0]?.from).toBe((5 * quarters + 32) * 900_000)
  expect(disagreements[0]?.to).toBe((8 * quarters + 72) * 900_000)
})

test('a till that sells at rush hour with no visits at all: the box has vanished', () => {
  const gone = (presence: number | null) =>
    found(6, (day, at) => {
      const till = customers(day, at)
      return { till, presence: day === 3 && at >= 16 && at < 22 ? presence : till }
    })
  const rush = { kind: 'no-visits', from: (3 * quarters + 48) * 900_000, presence: 0, till: 15 }
  expect(gone(0)).toMatchObject([rush])
  expect(gone(null)).toMatchObject([rush])
})

test('a touchpoint that never had a sensor misses none', () => {
  expect(found(6, (day, at) => ({ till: customers(day, at), presence: null }))).toEqual([])
})

test('a till that sells nothing while the sensor sees a rush is called out', () => {
  const silent = found(6, (day, at) => {
    const presence = customers(day, at)
    return { presence, till: day === 3 && at >= 16 && at < 22 ? 0 : presence }
  })
  expect(silent).toMatchObject([{ kind: 'till-silent', till: 0, presence: 15 }])
})

test('asked over HTTP, it speaks of the last four weeks', async () => {
  const day = 24 * 3_600_000
  const now = monday + 6 * day + 10 * 3_600_000
  const gateway = await aGateway({ sites: [aHall()], now: () => now })
  for (let n = 0; n < 6; n += 1) {
    const event = aBoot(`b${n}`)
    const sales = []
    for (let visit = 1; visit <= 14; visit += 1) {
      const after = n * day + visit * 120_000
      const arrived = event(after, { kind: 'arrived', visit })
      await gateway.receive({
        topic: 'loyalty/1/hall/counter-1/event',
        from: { site: 'hall', device: 'counter-1' },
        payload: Buffer.from(JSON.stringify(arrived)),
        receivedAt: monday + after,
      })
      const sale = {
        touchpoint: 'counter-1',
        source: 'till-1',
        id: `${n}-${visit}`,
        at: monday + after,
      }
      if (visit > 2) sales.push(sale)
    }
    await fetch(`${gateway.http}/api/served`, { method: 'POST', body: JSON.stringify(sales) })
  }
  const asked = await gateway.get('/api/served/disagreements?touchpoint=counter-1')
  expect(asked).toMatchObject({
    disagreements: [{ kind: 'constant', touchpoint: 'counter-1', till: 72, presence: 84, days: 6 }],
  })
})
