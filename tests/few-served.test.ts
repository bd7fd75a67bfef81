import { expect, test } from 'vitest'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'
import { aHall, aSale } from './support/sales.ts'

const minute = 60_000
const hour = 60 * minute
const minimum = 5

type Source = 'presence' | 'till' | 'manual'

/** Six answers in the hour from eight and six in the one from ten, and so many customers in each. */
async function aDay(customers: Partial<Record<Source, [atEight: number, atTen: number]>>) {
  const books = someBooks({
    sites: [{ ...aHall({ devices: ['counter-1', 'eye'] }), privacy: { minimum } }],
    now: () => monday + 24 * hour,
  })
  const presses = aBoot('presses')
  const visits = aBoot('visits')
  const told = [presses(0, { kind: 'started', rangefinder: null })]
  for (const begun of [0, 2 * hour]) {
    for (const n of [1, 2, 3, 4, 5, 6]) told.push(presses(begun + n * minute, { kind: 'pressed' }))
  }
  const seen = [visits(0, { kind: 'started' })]
  const place = { site: 'hall', touchpoint: 'counter-1' }
  const { presence = [0, 0], till = [0, 0], manual } = customers
  for (const [index, begun] of [0, 2 * hour].entries()) {
    for (let visit = 1; visit <= (presence[index] ?? 0); visit += 1) {
      const came = begun + 2 * visit * minute
      seen.push(visits(came, { kind: 'arrived', visit: 100 * index + visit }))
      seen.push(visits(came + minute, { kind: 'left', visit: 100 * index + visit }))
    }
    const sales = Array.from({ length: till[index] ?? 0 }, (_, n) =>
      aSale(`${index}-${n}`, begun + n * minute),
    )
    await books.tills.take(sales.map(value => ({ ok: true, value })))
    if (!manual) continue
    const span = { from: monday + begun, to: monday + begun + hour }
    const by = { by: 'anna', at: monday + 10 * hour }
    books.manual.enter({ ...place, ...span, ...by, customers: manual[index] ?? 0 })
  }
  const eye = customers.presence ? seen.map(event => toldBy('eye', event)) : []
  await books.receive([...told.map(event => toldBy('counter-1', event)), ...eye])
  const [point] = books.report.touchpoints('counter-1')
  if (!point) throw new Error('expected the counter')
  return (from: number, to: number) =>
    books.report.numbers(point, { from: monday + from, to: monday + to })
}

test.each<Source>([
  'presence',
  'till',
  'manual',
])('that %s counted a few is told to nobody, in no period', async source => {
  const numbers = await aDay({ [source]: [4, 9] })
  expect(numbers(0, hour)).toMatchObject({ hidden: false, answers: { 5: 6 }, served: null })
  expect(numbers(0, hour).servedBy[source]).toBe(null)
  expect(numbers(2 * hour, 3 * hour)).toMatchObject({ answers: { 5: 6 }, served: 9 })
  const day = numbers(-8 * hour, 16 * hour)
  expect(day).toMatchObject({ answers: { 5: 12 }, served: 9, servedBy: { [source]: 9 } })
  // No sensor saw who pressed at the other remote.
  expect(day.unseenAnswers).toBe(source === 'presence' ? 12 : 6)
})

test.each<Source>([
  'presence',
  'till',
  'manual',
])('that %s counted enough is told, and so is that it counted nobody', async source => {
  const enough = await aDay({ [source]: [minimum, 9] })
  expect(enough(0, hour)).toMatchObject({ served: minimum, servedBy: { [source]: minimum } })
  expect(enough(-8 * hour, 16 * hour)).toMatchObject({ served: minimum + 9 })
  const nobody = await aDay({ [source]: [0, 9] })
  expect(nobody(-8 * hour, 16 * hour)).toMatchObject({ served: 9 })
})

test('that nobody was counted is no secret', async () => {
  const numbers = await aDay({ manual: [0, 9] })
  expect(numbers(0, hour)).toMatchObject({ served: 0, servedBy: { manual: 0 } })
})

test('who counted a few is left out, and whoever counted more is told', async () => {
  const numbers = await aDay({ till: [9, 9], manual: [2, 9] })
  expect(numbers(0, hour)).toMatchObject({
    served: 9,
    servedBy: { source: 'till', till: 9, manual: null },
  })
})

test('what few somebody counted is no zero, though elsewhere they counted nobody', async () => {
  const numbers = await aDay({ till: [4, 0] })
  expect(numbers(-8 * hour, 16 * hour)).toMatchObject({
    answers: { 5: 12 },
    ...{ served: null, servedBy: { source: null, till: null } },
  })
  const ofBoth = await aDay({ till: [4, 0], manual: [8, 8] })
  expect(ofBoth(-8 * hour, 16 * hour)).toMatchObject({
    served: 16,
    servedBy: { source: 'manual', till: null },
  })
})
