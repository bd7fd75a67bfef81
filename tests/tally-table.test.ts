import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { messageOf } from '../gateway/message.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'
import { aHall } from './support/sales.ts'

const quarter = 900_000
const day = '?from=2026-03-02&to=2026-03-03'
const shares = ['supportIndex', 'criticalityIndex', 'criticalShare', 'responseRate'] as const

/** Ten quarter-hours in each of which the sensor sees three customers and the till sells to more. */
async function aDayOfBoth() {
  const now = () => monday + 11 * quarter
  const gateway = await aGateway({ sites: [aHall({ served: 'presence' })], now })
  const event = aBoot()
  const sales: object[] = []
  const told = [event(0, { kind: 'started' })]
  for (let visit = 1; visit <= 30; visit += 1) {
    const at = visit * 300_000 - 200_000
    told.push(event(at, { kind: 'arrived', visit }))
    if (visit % 3 === 0) told.push(event(at + 5000, { kind: 'pressed', button: visit % 2 ? 5 : 2 }))
    told.push(event(at + 20_000, { kind: 'left', visit }))
    const sale = { touchpoint: 'counter-1', source: 'till-1', at: monday + at }
    sales.push({ ...sale, id: `${visit}` })
    if (visit % 4 === 0) sales.push({ ...sale, id: `${visit}-also` })
  }
  await Promise.all(told.map(one => gateway.receive(messageOf(toldBy('counter-1', one)))))
  await fetch(`${gateway.http}/api/served`, { method: 'POST', body: JSON.stringify(sales) })
  const text = await (await fetch(`${gateway.http}/api/export/tallies${day}&by=day`)).text()
  const rows: Record<string, string>[] = parse(text, { columns: true })
  const [numbers] = await gateway.indices(day)
  return { row: rows[0] ?? {}, numbers }
}

const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

test('a row of the table says how well the sensor counts, and the indices by that', async () => {
  const { row, numbers } = await aDayOfBoth()
  const { ratio, interval, indices } = numbers?.sensorBias ?? {}
  expect(ratio).toBeCloseTo(37 / 30, 6)
  const cells = (...columns: string[]) => columns.map(column => Number(row[column]))
  expect(cells('sensor_ratio', 'sensor_ratio_low', 'sensor_ratio_high')).toEqual(
    [ratio, interval].flat(),
  )
  for (const index of shares) {
    const { value, interval = [] } = indices?.[index] ?? {}
    const name = `${snake(index)}_by_ratio`
    expect(value, index).toBeGreaterThan(0)
    expect(cells(name, `${name}_low`, `${name}_high`), index).toEqual([value, ...interval])
  }
})

test('every share of a row is its numerator over its denominator, by the answers beside them', async () => {
  const { row } = await aDayOfBoth()
  expect(row).toMatchObject({ denominator: '30', answers_2: '5', answers_5: '5', presence: '30' })
  expect(row).toMatchObject({ support_index_numerator: '5', criticality_index_numerator: '10' })
  for (const index of shares.map(snake)) {
    expect(Number(row[index]), index).toBe(Number(row[`${index}_numerator`]) / 30)
  }
  expect(row).toMatchObject({ gate: 'response-rate', threshold: '0.6', survey: 'spontaneous' })
  expect(row).toMatchObject({ definition: 'indices-1', settings: '1', scale: '1 2 3 4 5' })
})
