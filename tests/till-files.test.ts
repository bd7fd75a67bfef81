import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Ask, aClosedGateway } from './support/closed-gateway.ts'
import { aGateway } from './support/gateway.ts'
import { run } from './support/processes.ts'
import { aHall } from './support/sales.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

interface Takings {
  error?: string
  file: string
  taken: number
  known: number
  refused: { place: string; reason: string }[]
  refusals: number
}

const columns = { time: ['Date', 'Time'], format: 'yyyy-MM-dd HH:mm:ss', id: ['Transaction'] }

async function aShop(till: object, timeZone = 'Europe/London') {
  const sites = [{ ...aHall(), timeZone }]
  const tills = [{ source: 'till-1', touchpoint: 'hall/counter-1', ...till }]
  const gateway = await aGateway({ sites, tills })
  const post = async (body: string, source = 'till-1') => {
    const response = await fetch(`${gateway.http}/api/served/files/${source}`, {
      method: 'POST',
      body,
    })
    return { status: response.status, answer: (await response.json()) as Takings }
  }
  const soldIn = async (from: string, to: string) =>
    (await gateway.indices(`?from=${from}&to=${to}`))[0]?.servedBy.till
  const files = async () => (await gateway.get<{ files: Takings[] }>('/api/served/files')).files
  return { gateway, post, soldIn, files }
}

const bakery = [
  'Date,Time,Transaction,Item',
  '2017-10-28,09:58:11,1,Bread',
  '2017-10-28,10:15:01,2,Scandinavian',
  '2017-10-28,10:14:59,2,Scandinavian',
  '2017-10-28,10:15:00,2,"Jam, strawberry"',
  '2017-10-28,25:05:34,3,Bread',
  '2017-10-28,10:07:57,,Bread',
  '2017-10-29,00:59:00,4,NONE',
  '2017-10-29,01:10:00,5,Coffee',
  '2017-10-29,01:50:00,6,Coffee',
  '2017-10-29,01:05:00,7,Tea',
  '2017-10-29,01:50:00,8,Tea',
  '2017-10-29,02:00:00,9,Tea',
  '',
].join('\n')

test('lines of one transaction are one sale; a bad row is named, and the rest is taken', async () => {
  const { post, soldIn } = await aShop({ columns })
  const { answer } = await post(bakery)
  expect(answer).toMatchObject({ taken: 8, known: 0, refusals: 2 })
  expect(answer.refused).toEqual([
    {
      place: 'line 6',
      reason: 'Date Time: expected a time as yyyy-MM-dd HH:mm:ss, found "2017-10-28 25:05:34"',
    },
    { place: 'line 7', reason: 'Transaction: expected the id of a sale' },
  ])
  expect(await soldIn('2017-10-28', '2017-10-29')).toBe(2)
  expect(await soldIn('2017-10-28T09:00:00Z', '2017-10-28T09:15:00Z')).toBe(1)
  expect((await post(bakery)).answer).toMatchObject({ taken: 0, known: 8, refusals: 2 })
  expect(await soldIn('2017-10-28', '2017-10-30')).toBe(8)
})

test('the hour that the clock shows twice has the sales of both, each when it was', async () => {
  const { post, soldIn } = await aShop({ columns })
  await post(bakery)
  const hours = ['00', '01', '02', '03'].map(hour => `2017-10-29T${hour}:00:00Z`)
  const from = ['2017-10-28T23:00:00Z', ...hours]
  const sold = await Promise.all(hours.map((to, hour) => soldIn(from[hour] ?? '', to)))
  expect(sold).toEqual([1, 2, 2, 1])
})

test('a file grows while the till writes it: only whole lines are taken, and each once', async () => {
  const folder = scratchFolder()
  const { files } = await aShop({ columns, folder })
  const path = join(folder, 'day.csv')
  const [head, rest] = [bakery.slice(0, 100), bakery.slice(100)]
  writeFileSync(path, head)
  writeFileSync(join(folder, '.day.csv.part'), bakery)
  writeFileSync(join(folder, 'whole.csv'), bakery.replaceAll(',1,', ',x,'))
  await until('the whole file is taken', async () => (await files()).length > 0)
  expect(await files()).toMatchObject([{ file: 'whole.csv', taken: 8 }])
  appendFileSync(path, rest)
  await until('the grown file is taken', async () => (await files()).length > 1)
  expect((await files())[0]).toMatchObject({ file: 'day.csv', taken: 1, known: 7, refusals: 2 })
  appendFileSync(path, '2017-10-29,10:00:00,10,Tea\n')
  await until('what was added is taken', async () => (await files()).length > 2)
  expect((await files())[0]).toMatchObject({ file: 'day.csv', taken: 1, known: 8 })
})

const receipt = {
  code: 3,
  fiscalDocumentFormatVer: 4,
  fiscalDriveNumber: '7380440902582955',
  kktRegId: '0007993537061927    ',
  fiscalDocumentNumber: 9895,
  dateTime: '2026-03-02T13:05:00',
  shiftNumber: 103,
  requestNumber: 47,
  operationType: 1,
  totalSum: 80730,
  items: [{ name: 'Rail', price: 26910, quantity: 3, sum: 80730 }],
}

test('fiscal receipts of both versions count as the till told them, and a return takes back', async () => {
  const { post, soldIn } = await aShop({}, 'Asia/Yekaterinburg')
  const older = {
    ...receipt,
    fiscalDocumentFormatVer: 2,
    fiscalDocumentNumber: '9896',
    dateTime: Date.UTC(2026, 2, 2, 13, 20) / 1000,
  }
  const { answer } = await post(JSON.stringify([receipt, { document: { receipt: older } }]))
  expect(answer).toMatchObject({ taken: 2, refused: [] })
  const again = {
    _id: '1',
    ticket: { document: { receipt: { ...receipt, kktRegId: '0007993537061927' } } },
  }
  expect((await post(JSON.stringify(again))).answer).toMatchObject({ taken: 0, known: 1 })
  expect(await soldIn('2026-03-02T13:00:00%2B05:00', '2026-03-02T13:15:00%2B05:00')).toBe(1)
  expect(await soldIn('2026-03-02', '2026-03-03')).toBe(2)
  const back = {
    ...receipt,
    fiscalDocumentNumber: 9897,
    operationType: 2,
    dateTime: '2026-03-02T14:00:00',
  }
  await post(JSON.stringify(back))
  await post(JSON.stringify(back))
  expect(await soldIn('2026-03-02', '2026-03-03')).toBe(1)
})

test('what is no receipt is named with its place', async () => {
  const { post } = await aShop({})
  const { answer } = await post(
    JSON.stringify([
      { openShift: { code: 2 } },
      { ...receipt, operationType: 3 },
      { ...receipt, dateTime: 'noon' },
      { ...receipt, dateTime: 1e300 },
      7,
    ]),
  )
  expect(answer.taken).toBe(0)
  expect(answer.refused).toMatchObject([
    { place: 'receipt 1', reason: expect.stringContaining('fiscalDriveNumber') },
    { place: 'receipt 2', reason: 'operationType: expected 1 (sale) or 2 (return), found 3' },
    { place: 'receipt 3', reason: 'dateTime: expected a time, found noon' },
    { place: 'receipt 4' },
    { place: 'receipt 5' },
  ])
})

test('a half-written receipt is taken when it is whole', async () => {
  const folder = scratchFolder()
  const { gateway, files } = await aShop({ folder })
  const path = join(folder, '1.json')
  writeFileSync(path, JSON.stringify(receipt).slice(0, 200))
  await until('the torn file is named', () =>
    gateway.said.some(text => text.includes('1.json: expected JSON')),
  )
  expect(await files()).toEqual([])
  writeFileSync(path, JSON.stringify(receipt))
  await until('the file is taken', async () => (await files()).length > 0)
  expect(await files()).toMatchObject([{ file: '1.json', taken: 1, known: 0 }])
})

test('a file that cannot be read as a whole, and a till that nobody named, are refused in words', async () => {
  const { post } = await aShop({ columns })
  expect(await post('Date;Time\n1;2\n')).toEqual({
    status: 400,
    answer: { error: 'posted: expected the columns Date, Time, Transaction, found Date;Time' },
  })
  expect(await post(bakery, 'till-9')).toEqual({
    status: 404,
    answer: { error: 'source: expected a till of the settings, found till-9', code: 'gone' },
  })
})

test('the token of a till takes its own files only, at its own site; a manager takes any', async () => {
  const till = (source: string, touchpoint: string) => ({ source, touchpoint, columns })
  const sites = [{ ...aHall(), timeZone: 'Europe/London' }]
  const tills = [till('till-1', 'hall/counter-1'), till('till-2', 'hall/counter-1')]
  const gateway = await aClosedGateway({ settings: { sites, tills } })
  const admin = await gateway.firstAdmin()
  const withToken = async (name: string) => {
    const { body } = await admin('POST', '/api/tokens', { name, scopes: ['sell'] })
    return gateway.with({ authorization: `Bearer ${body.token}` })
  }
  const post = (ask: Ask, source: string) => ask('POST', `/api/served/files/${source}`, bakery)
  const own = await withToken('hall/till-1')
  expect(await post(own, 'till-1')).toMatchObject({ status: 200, body: { taken: 8 } })
  expect(await post(own, 'till-2')).toMatchObject({
    status: 403,
    body: { error: 'source: expected the till of hall/till-1, found till-2', code: 'no-right' },
  })
  expect((await post(await withToken('mall/till-2'), 'till-2')).status).toBe(403)
  expect((await post(admin, 'till-2')).status).toBe(200)
})

test('lines that take a sale back are told from the others by a column', async () => {
  const refund = { column: 'Kind', texts: ['R', 'X'], of: 'Of' }
  const { post, soldIn } = await aShop({ columns: { ...columns, id: ['Date', 'No'], refund } })
  const lines = ['Date,Time,No,Kind,Of', '2017-10-27,10:00:00,1,S,', '2017-10-28,10:00:00,1,S,']
  const returns = ['2017-10-28,10:20:00,2,R,2017-10-27 1', '2017-10-28,10:30:00,3,S,']
  await post([...lines, ...returns, ''].join('\r\n'))
  expect(await soldIn('2017-10-27', '2017-10-28')).toBe(0)
  expect(await soldIn('2017-10-28', '2017-10-29')).toBe(2)
})

test('take-sales takes files into the data of a gateway that does not run', async () => {
  const folder = scratchFolder()
  const path = (name: string) => join(folder, name)
  const sites = [{ ...aHall(), timeZone: 'Europe/London' }]
  writeFileSync(path('gateway.json'), JSON.stringify({ data: path('data'), sites }))
  writeFileSync(path('columns.json'), JSON.stringify(columns))
  writeFileSync(path('day.csv'), bakery)
  const take = async (...args: string[]) => {
    const till = [
      '--touchpoint',
      'counter-1',
      '--source',
      'till-1',
      '--config',
      path('gateway.json'),
    ]
    const running = run('gateway/main.ts', 'take-sales', path('day.csv'), ...till, ...args)
    return { code: await running.ended, out: running.out(), err: running.err() }
  }
  const taken = await take('--columns', path('columns.json'))
  expect(taken).toMatchObject({ code: 0, out: `${path('day.csv')}: 8 taken, 0 known, 2 refused\n` })
  expect(taken.err).toContain('day.csv: line 6: Date Time: expected a time as')
  expect(await take()).toMatchObject({ code: 1, err: expect.stringContaining('expected JSON') })
}, 60_000)
