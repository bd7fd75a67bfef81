import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EventLine } from '../shared/logs.ts'
import { readTimeFormat } from '../shared/time-format.ts'
import { type CsvEntry, readCsvLog } from '../simulator/csv-log.ts'
import { CsvMapping } from '../simulator/csv-mapping.ts'
import { replayHere } from '../simulator/replay.ts'
import { scratchFolder } from './support/scratch.ts'

/** Boxes with a happy and an unhappy button, as counters since the box was last heard. */
const counting = CsvMapping.parse({
  site: 'fair',
  time: { column: 'time', format: 'yyyy-MM-dd HH:mm:ss', zone: 'Europe/London' },
  device: { column: 'box' },
  counts: { unhappy: 1, happy: 2 },
})

const lines = `"id","time","box","happy","unhappy"
"1","2011-09-03 10:00:00","Box 1","1","0"
"2","2011-09-03 10:00:30","Box 1","0","1"
"3","2011-09-03 10:01:00","Box 2","2","1"
"4","2011-09-03 10:01:01","Box 1","0","3"
"5","tomorrow","Box 1","1","0"
"6","2011-09-03 10:40:00","Box 1","18","2"
"7","2011-09-03 10:41:00","Box 2","minus one","0"
`

function csvFile(text: string, name = 'log.csv'): string {
  const path = join(scratchFolder(), name)
  writeFileSync(path, text)
  return path
}

async function entriesOf(path: string, mapping: CsvMapping): Promise<CsvEntry[]> {
  const entries: CsvEntry[] = []
  for await (const entry of readCsvLog(path, mapping)) entries.push(entry)
  return entries
}

const toldIn = (entries: CsvEntry[]): EventLine[] =>
  entries.flatMap(entry => (entry.kind === 'event' ? [entry.told] : []))

test.each([
  ['line feeds', lines],
  ['bare carriage returns', lines.replaceAll('\n', '\r')],
  ['both, after a byte order mark', `\ufeff${lines.replaceAll('\n', '\r\n')}`],
])('a CSV log with %s is read', async (_name, text) => {
  const entries = await entriesOf(csvFile(text), counting)
  const bad = entries.flatMap(entry => (entry.kind === 'bad-line' ? [entry.problem] : []))
  expect(bad).toEqual([
    'time: expected a time as yyyy-MM-dd HH:mm:ss, found "tomorrow"',
    'happy: expected a count, found "minus one"',
  ])
  const presses = toldIn(entries).filter(({ event }) => event.kind === 'pressed')
  expect(presses).toHaveLength(28)
  expect(presses[0]).toMatchObject({
    site: 'fair',
    device: 'box-1',
    event: { at: Date.UTC(2011, 8, 3, 9), button: 2 },
  })
})

test('presses of one row are spread back to when the device was last heard', async () => {
  const told = toldIn(await entriesOf(csvFile(lines), counting))
  const times = told
    .filter(({ device, event }) => device === 'box-1' && event.kind === 'pressed')
    .map(({ event }) => event.at)
  const rowAt = Date.UTC(2011, 8, 3, 9, 40)
  const lump = times.slice(-20)
  expect(lump.at(-1)).toBe(rowAt)
  expect(new Set(lump).size).toBe(20)
  expect(lump[0]).toBeGreaterThan(rowAt - 20 * 60_000)
  const quick = times.slice(-23, -20)
  expect(quick.every(time => time > Date.UTC(2011, 8, 3, 9, 0, 30))).toBe(true)
})

test('presses are answers and set-aside presses, served is unknown, so indices are null', async () => {
  const said: string[] = []
  const { summary, reading } = await replayHere([csvFile(lines)], counting, text => said.push(text))
  expect(reading.badLines).toBe(2)
  expect(said[0]).toMatch(/log\.csv:6: time: expected a time/)
  expect(summary.touchpoints.map(({ touchpoint }) => touchpoint)).toEqual(['box-1', 'box-2'])
  const total = (counts: object) => Object.values(counts).reduce((a, b) => a + b, 0)
  const pressed = summary.touchpoints.map(point => total(point.answers) + total(point.setAside))
  expect(pressed).toEqual([25, 3])
  for (const point of summary.touchpoints) {
    expect(point).toMatchObject({
      served: null,
      supportIndex: null,
      criticalityIndex: null,
      holdOffMs: 3000,
      visits: [],
      nps: { relevant: false },
    })
  }
})

test('a column of button numbers is read, told twice it counts once', async () => {
  const mapping = CsvMapping.parse({
    time: { column: 'when', format: 'epoch-s' },
    device: { column: 'who' },
    button: { column: 'rating' },
    delimiter: ';',
  })
  const path = csvFile('when;who;rating\n1767225600;desk;5\n1767225700;desk;1\n1767225800;desk;0\n')
  const { summary, reading } = await replayHere([path, path], mapping, () => {})
  expect(reading.badLines).toBe(2)
  expect(summary.touchpoints).toMatchObject([{ touchpoint: 'desk', answers: { 5: 1, 1: 1 } }])
})

test('a row with a stray quote, and one before there were buttons, are named and left out', async () => {
  const mapping = CsvMapping.parse({
    time: { column: 'when' },
    device: { column: 'who' },
    button: { column: 'rating' },
  })
  const rows = ['2026-03-02T08:00:00Z,desk,5', '"2026"x,desk,1', '1969-03-02T08:00:00Z,desk,1']
  const text = ['when,who,rating', ...rows, '2026-03-02T09:00:00Z,desk,4'].join('\n')
  const { summary, reading } = await replayHere([csvFile(text)], mapping, () => {})
  expect(reading.badLines).toBe(2)
  expect(summary.touchpoints).toMatchObject([{ answers: { 5: 1, 4: 1 } }])
})

test('a column that is not there is named with those that are', async () => {
  await expect(entriesOf(csvFile('a,b\n1,2\n'), counting)).rejects.toThrow(
    /expected the columns time, box, unhappy, happy, found a, b/,
  )
})

test.each([
  ['iso', '2026-03-29T01:30:00', Date.UTC(2026, 2, 29, 0, 30)],
  ['iso', '2026-03-29T01:30:00Z', Date.UTC(2026, 2, 29, 1, 30)],
  ['dd.MM.yyyy HH:mm', '01.07.2026 12:00', Date.UTC(2026, 6, 1, 10)],
  ['epoch-ms', '1767225600123', 1767225600123],
  ['dd.MM.yyyy HH:mm', '31.02.2026 12:00', null],
  ['dd.MM.yyyy HH:mm', '1.7.2026 12:00', null],
  ['iso', 'yesterday', null],
])('a time as %s: %s', (format, text, expected) => {
  expect(readTimeFormat(format, 'Europe/Berlin')?.(text)).toBe(expected)
})
