import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openReading } from '../gateway/reading.ts'
import { exportSales } from '../gateway/routes/export-sales.ts'
import { exportEvents } from '../gateway/routes/exports.ts'
import { verify } from '../gateway/verify.ts'
import { type EventLine, readLog } from '../shared/logs.ts'
import { topics } from '../shared/topics.ts'
import { root } from './support/child.ts'
import { monday } from './support/events.ts'
import { someBooks } from './support/gateway.ts'
import { run } from './support/processes.ts'
import { aHall, aSale } from './support/sales.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const golden = join(root, 'tests/golden/a-day.ndjson')

async function goldenEvents(): Promise<EventLine[]> {
  const told: EventLine[] = []
  const reading = readLog(golden, {
    sample() {},
    entry: entry => entry.kind === 'event' && told.push(entry.told),
  })
  for await (const _ of reading);
  return told
}

async function aFolderWith(told: EventLine[]) {
  const books = someBooks()
  await books.receive(told)
  const before = books.verified()
  books.close()
  const config = join(books.data, 'gateway.json')
  writeFileSync(config, JSON.stringify({ data: books.data }))
  return { data: books.data, config, before }
}

const aFolderWithADay = async () => aFolderWith(await goldenEvents())

async function gateway(command: string, config: string, ...args: string[]) {
  const running = run('gateway/main.ts', command, '--config', config, ...args)
  const code = await running.ended
  return { code, out: running.out(), err: running.err() }
}

/** What the commands of that name print. */
async function exported(data: string, what: 'events' | 'sales' = 'events') {
  const { tables, close } = openReading({ data })
  const lines = what === 'sales' ? exportSales(tables.sales) : exportEvents(tables.log)
  const all = await text(lines)
  close()
  return all
}

test('what is stored is what the event log says, with the same hash wherever it is counted', async () => {
  const told = await goldenEvents()
  const books = someBooks()
  await books.receive(told)
  const here = books.verified()
  expect(here).toMatchObject({ events: told.length, faults: [] })
  const other = someBooks()
  for (const one of told.toReversed()) await other.receive([one])
  expect(other.verified()).toEqual(here)
}, 60_000)

test('rebuild derives everything anew: identical', async () => {
  const { config, before } = await aFolderWithADay()
  const rebuilt = await gateway('rebuild', config)
  expect(rebuilt.code).toBe(0)
  expect(JSON.parse(rebuilt.out).sha256).toBe(before.sha256)
  const verified = await gateway('verify', config)
  expect(verified.code).toBe(0)
  expect(JSON.parse(verified.out)).toEqual(before)
})

test.each([
  ['the rating of a press', ' 1p5,', ' 1p4,'],
  ['a letter that makes it no JSON', '"heldMs"', '"heldMs'],
  ['the moment at which it happened', / (\d+) (\d+) 1p5/, ' 1$1 $2 1p5'],
  ['the kind of event', ' 1p5,', ' 1a5,'],
  ['how the event goes on', ' 1p5,', ' 1 5,'],
])('a changed byte in the log is found and named: %s', async (_name, before, after) => {
  const { data } = await aFolderWithADay()
  const database = new BetterSqlite3(join(data, 'gateway.sqlite'))
  const [row] = database
    .prepare<[], { id: number; told: string }>(
      `select id, told from events where told like '% 1p5,%'`,
    )
    .all()
  const changed = row?.told.replace(/^.* 1p5,.*$/m, line => line.replace(before, after))
  expect(changed).not.toBe(row?.told)
  database.prepare('update events set told = ? where id = ?').run(changed, row?.id)
  database.close()
  const { faults } = verify(data)
  expect(faults[0]).toMatch(
    /^event \d+ of hall\/help-desk boot \w+ was changed after it was stored: /,
  )
  expect(faults.filter(fault => fault.includes('was changed'))).toHaveLength(1)
  expect(faults.filter(fault => / boot \w+: expected /.test(fault))).toEqual([])
})

test('a lost row, a tally that somebody improved and a fact that was moved are found and named', async () => {
  const { data, config } = await aFolderWithADay()
  const database = new BetterSqlite3(join(data, 'gateway.sqlite'))
  database.pragma('foreign_keys = off')
  database.exec(`update events set told = substr(told, instr(told, char(10, 10)) + 2) where id = 1`)
  database.exec(`update tallies set tally = replace(tally, '"served":', '"served":1')
    where quarter = (select max(quarter) from tallies where device = 2)`)
  database.exec(`update facts set quarter = quarter + 1 where device = 2
    and quarter = (select max(quarter) from facts where device = 2)`)
  database.close()
  const { code, out, err } = await gateway('verify', config)
  expect(code).toBe(1)
  expect(err).toMatch(/faults? found/)
  const { faults } = JSON.parse(out) as { faults: string[] }
  expect(faults[0]).toMatch(/^hall\/help-desk boot \w+: expected \d+ events, found \d+$/)
  const tally = expect.stringMatching(/^tally of hall\/bakery from .*: expected {.*}, found {.*}$/)
  expect(faults).toContainEqual(tally)
  const fact = expect.stringMatching(/^facts of hall\/bakery, \d+: expected own clock, quarter \d+/)
  expect(faults).toContainEqual(fact)
})

test('an exported log is the recorded one', async () => {
  const { config } = await aFolderWithADay()
  const { out } = await gateway('export', config)
  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
  expect(lines(out)).toEqual(lines(readFileSync(golden, 'utf8')))
})

test('what-if counts a day under other thresholds, side by side, and changes nothing', async () => {
  const { data, config, before } = await aFolderWithADay()
  const span = ['--from', '2026-03-02', '--to', '2026-03-04', '--touchpoint', 'kiosk']
  const { out } = await gateway('what-if', config, '--set', 'holdOffMs=0', '--json', ...span)
  expect(JSON.parse(out)).toMatchObject([
    {
      touchpoint: 'hall/kiosk',
      actual: { answers: { 4: 1, 5: 1 }, setAside: { repeat: 1, corrected: 1 } },
      supposed: { answers: { 1: 1, 4: 1, 5: 2 }, setAside: { mashing: 9 } },
    },
  ])
  const table = await gateway('what-if', config, '--set', 'holdOffMs=0', ...span)
  expect(table.out).toMatch(/hall\/kiosk +now +what if\n/)
  expect(verify(data)).toEqual(before)
  const wrong = await gateway('what-if', config, '--set', 'holdOf=0')
  expect(wrong.code).toBe(2)
  expect(wrong.err).toContain('expected one of graceMs, correctionMs, holdOffMs')
  const empty = await aFolderWith([])
  const nothing = await gateway('what-if', empty.config, '--set', 'holdOffMs=0')
  expect(nothing).toEqual({ code: 0, out: 'no touchpoint yet\n', err: '' })
})

test('other thresholds in the settings recount what is stored', async () => {
  const told = await goldenEvents()
  const books = someBooks()
  await books.receive(told)
  books.close()
  const kiosk = { id: 'kiosk', devices: ['kiosk'], counting: { holdOffMs: 0 } }
  const sites = [{ id: 'hall', touchpoints: [kiosk] }]
  const again = someBooks({ data: books.data, sites })
  await until('it is counted by the new settings', again.settings.isCounted)
  expect(again.verified().faults).toEqual([])
  const [point] = again.report.touchpoints('kiosk')
  const span = { from: Date.UTC(2026, 2, 2), to: Date.UTC(2026, 2, 3) }
  expect(point && again.report.numbers(point, span).answers).toEqual({ 1: 1, 4: 1, 5: 2 })
})

test('an exported log is imported byte for byte, and a second time changes nothing', async () => {
  const books = someBooks()
  const spaced = `{ "v": 1,"boot":"b","seq":1,"at":1772438400000,"up":5,"synced":true,"kind":"pressed","button":2,"heldMs":9,"extra":[1, 2] }`
  await books.ingest.receive({
    topic: topics.event('hall', 'desk'),
    from: { site: 'hall', device: 'desk' },
    payload: Buffer.from(spaced),
    receivedAt: 1772438400005,
  })
  await books.receive(await goldenEvents())
  const before = books.verified()
  books.close()
  const recorded = await exported(books.data)
  const [file, there] = [join(books.data, 'exported.ndjson'), scratchFolder()]
  writeFileSync(file, recorded)
  const config = join(there, 'gateway.json')
  writeFileSync(config, JSON.stringify({ data: there }))
  for (let n = 0; n < 2; n += 1) {
    const imported = await gateway('import', config, file)
    expect(imported.err).toBe('')
    expect(await exported(there)).toBe(recorded)
  }
  expect(verify(there)).toEqual(before)
})

test('a backup made while events arrive is a whole and consistent gateway', async () => {
  const books = someBooks()
  const told = await goldenEvents()
  const config = join(books.data, 'gateway.json')
  writeFileSync(config, JSON.stringify({ data: books.data }))
  const restored = scratchFolder()
  const sending = (async () => {
    for (let n = 0; n < told.length; n += 20) await books.receive(told.slice(n, n + 20))
  })()
  const { code, err } = await gateway('backup', config, join(restored, 'gateway.sqlite'))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  await sending
  expect(verify(restored).faults).toEqual([])
  const again = await gateway('backup', config, join(restored, 'gateway.sqlite'))
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('the file exists') })
  const nowhere = await gateway('backup', config, join(restored, 'no', 'gateway.sqlite'))
  const missing = 'expected a folder that can be written (ENOENT)'
  expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining(missing) })
})

test('sales come with a backup, and their export is imported as it was', async () => {
  const sites = [aHall()]
  const books = someBooks({ sites })
  const sales = [aSale('r', 60_000, { kind: 'refund', of: '1' }), aSale('1'), aSale('2', 1000)]
  await books.tills.take(sales.map(value => ({ ok: true, value })))
  const figure = { site: 'hall', touchpoint: 'counter-1', by: 'anna', at: monday + 36_000_000 }
  books.manual.enter({ ...figure, from: monday, to: monday + 3_600_000, customers: 5 })
  const verified = books.verified()
  expect(verified).toMatchObject({ sales: 3, faults: [] })
  books.close()
  const configOf = (data: string) => {
    const config = join(data, 'gateway.json')
    writeFileSync(config, JSON.stringify({ data, sites }))
    return config
  }
  const [here, copy, there] = [books.data, scratchFolder(), scratchFolder()]
  await gateway('backup', configOf(here), join(copy, 'gateway.sqlite'))
  expect(verify(copy)).toEqual(verified)
  const { out } = await gateway('export', configOf(copy), '--sales')
  const file = join(there, 'sales.ndjson')
  writeFileSync(file, out)
  for (let n = 0; n < 2; n += 1) {
    const imported = await gateway('import', configOf(there), file)
    expect(imported).toMatchObject({ code: 0, err: '', out: `${file}: 3 entries, 0 bad lines\n` })
    expect(await exported(there, 'sales')).toBe(out)
  }
}, 60_000)

test('a sale, a figure and a quarter-hour that somebody improved are found and named', async () => {
  const books = someBooks({ sites: [aHall()] })
  await books.tills.take([{ ok: true, value: aSale('1') }])
  const figure = { site: 'hall', touchpoint: 'counter-1', by: 'anna', at: monday + 36_000_000 }
  books.manual.enter({ ...figure, from: monday, to: monday + 900_000, customers: 5 })
  books.close()
  const database = new BetterSqlite3(join(books.data, 'gateway.sqlite'))
  database.exec(`update sales set received_at = 1`)
  database.exec(`update manual_figures set entered_by = 'eva'`)
  database.exec(`update served_quarters set till = 2`)
  database.exec(`update till_tallies set sold = 2`)
  database.close()
  expect(verify(books.data).faults).toEqual([
    'sale 1 of hall/till-1 was changed after it was stored',
    'a figure that eva entered for hall/counter-1 was changed afterwards',
    'till tally of hall/counter-1 from 2026-03-02T08:00:00.000Z: expected 1 0 0, found 2 0 0',
    'served customers of hall/counter-1 from 2026-03-02T08:00:00.000Z: expected till 1, by hand 5, found till 2, by hand 5',
  ])
})
