import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { writeJsonLines } from '../shared/log-lines.ts'
import { type LogEntry, readLog } from '../shared/logs.ts'
import { aBoot, toldBy } from './support/events.ts'
import { scratchFolder } from './support/scratch.ts'

const header = {
  log: 'loyalty-signals',
  v: 1,
  site: 'hall',
  device: 'counter-1',
  start: '2026-03-02T08:00:00.000Z',
  rangefinder: { model: 'TFmini-S', hz: 20 },
  buttons: 5,
}
const sample = { t: 0, mm: 2610, strength: 310 }
const nothingSeen = { t: 50, mm: null }
const edge = { t: 61, button: 5, down: true }

type Read = LogEntry | { kind: 'sample'; line: number; t: number; mm: number | null }

async function entriesOf(path: string): Promise<Read[]> {
  const entries: Read[] = []
  const reading = readLog(path, {
    sample: (line, t, mm) => entries.push({ kind: 'sample', line, t, mm }),
    entry: entry => entries.push(entry),
  })
  for await (const _ of reading);
  return entries
}

test.each(['log.ndjson', 'log.ndjson.gz'])('%s: what is written is read', async name => {
  const path = join(scratchFolder(), name)
  await writeJsonLines(path, [header, sample, nothingSeen, edge])
  expect(await entriesOf(path)).toEqual([
    { kind: 'signal-log', line: 1, header },
    { kind: 'sample', line: 2, t: 0, mm: 2610 },
    { kind: 'sample', line: 3, ...nothingSeen },
    { kind: 'edge', line: 4, edge },
  ])
  const bytes = readFileSync(path)
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  expect(text.split('\n')).toHaveLength(5)
})

test('an event log is read as it was exported', async () => {
  const path = join(scratchFolder(), 'events.ndjson')
  const told = toldBy('counter-1', aBoot()(1000, { kind: 'pressed' }))
  await writeJsonLines(path, [{ log: 'loyalty-events', v: 1 }, told])
  expect(await entriesOf(path)).toMatchObject([{ kind: 'event-log' }, { kind: 'event', told }])
})

test('a bad line is named by its number, and the reading goes on', async () => {
  const path = join(scratchFolder(), 'torn.ndjson')
  await writeJsonLines(path, [header, sample])
  appendFileSync(path, '{"t":100,"mm":26\n{"t":-5,"mm":1}\n\n{"t":150,"button":"x","down":true}\n')
  await appendJson(path, edge)
  appendFileSync(path, '\0'.repeat(4000))
  const entries = await entriesOf(path)
  expect(entries.map(({ kind, line }) => [kind, line])).toEqual([
    ['signal-log', 1],
    ['sample', 2],
    ['bad-line', 3],
    ['bad-line', 4],
    ['bad-line', 6],
    ['edge', 7],
    ['bad-line', 8],
  ])
  expect(entries[3]).toMatchObject({ problem: expect.stringContaining('→ at t') })
  expect(entries[4]).toMatchObject({ problem: expect.stringContaining('→ at button') })
})

test('a file without a header says what was expected', async () => {
  const path = join(scratchFolder(), 'no-header.ndjson')
  await writeJsonLines(path, [sample])
  expect(await entriesOf(path)).toMatchObject([
    { kind: 'bad-line', line: 1, problem: expect.stringContaining('expected a header') },
  ])
})

test('logs that were joined into one file are followed', async () => {
  const path = join(scratchFolder(), 'joined.ndjson')
  const told = toldBy('counter-1', aBoot()(1000, { kind: 'pressed' }))
  const other = { ...header, device: 'counter-2' }
  await writeJsonLines(path, [header, sample, { log: 'loyalty-events', v: 1 }, told, other, edge])
  const kinds = (await entriesOf(path)).map(({ kind }) => kind)
  expect(kinds).toEqual(['signal-log', 'sample', 'event-log', 'event', 'signal-log', 'edge'])
})

test('what follows a damaged header belongs to nobody', async () => {
  const path = join(scratchFolder(), 'damaged.ndjson')
  await writeJsonLines(path, [header, sample, { ...header, device: 'Counter 2' }, sample, edge])
  const kinds = (await entriesOf(path)).map(({ kind }) => kind)
  expect(kinds).toEqual(['signal-log', 'sample', 'bad-line', 'bad-line', 'bad-line'])
})

test('a byte order mark is no part of the header', async () => {
  const path = join(scratchFolder(), 'marked.ndjson')
  writeFileSync(path, `\ufeff${JSON.stringify(header)}\n${JSON.stringify(sample)}\n`)
  expect((await entriesOf(path)).map(({ kind }) => kind)).toEqual(['signal-log', 'sample'])
})

test('a file that is missing, or cut off inside its compression, ends in one sentence', async () => {
  const folder = scratchFolder()
  for (const name of ['missing.ndjson', 'missing.ndjson.gz']) {
    const path = join(folder, name)
    await expect(entriesOf(path)).rejects.toThrow(`could not read ${path}: ENOENT`)
  }
  const cut = join(folder, 'cut.ndjson.gz')
  const text = Array.from({ length: 5000 }, (_, n) => JSON.stringify({ t: n, mm: n * 7 }))
  const whole = gzipSync([JSON.stringify(header), ...text].join('\n'))
  writeFileSync(cut, whole.subarray(0, whole.length / 2))
  await expect(entriesOf(cut)).rejects.toThrow(/could not read .*cut.ndjson.gz after line \d+/)
})

const appendJson = async (path: string, value: unknown) =>
  appendFileSync(path, `${JSON.stringify(value)}\n`)
