import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { nameFact } from '../firmware/telling.ts'
import { type CsvRow, readCsvRows } from '../shared/csv-rows.ts'
import type { RemoteFact } from '../shared/events.ts'
import { type EventLine, earliest } from '../shared/logs.ts'
import { type ReadTime, readTimeFormat } from '../shared/time-format.ts'
import { buttonsOf, type CsvMapping } from './csv-mapping.ts'
import { bootOf } from './virtual-remote.ts'

export type CsvEntry =
  | { kind: 'event'; line: number; told: EventLine }
  | { kind: 'bad-line'; line: number; problem: string }

/** Presses of one row that the log does not time are taken to be this far apart at most. */
const longestSpacingMs = 60_000

interface Device {
  boot: string
  seq: number
  startAt: number
  /** When the device was last heard; null before. */
  heardAt: number | null
}

/** Reads the log of another maker's devices as events of ours; a bad row does not end it. */
export async function* readCsvLog(path: string, mapping: CsvMapping): AsyncGenerator<CsvEntry> {
  const readTime = readTimeFormat(mapping.time.format, mapping.time.zone)
  if (!readTime) throw new Error(`expected a time format, found ${mapping.time.format}`)
  const devices = new Map<string, Device>()
  for await (const found of rowsOf(path, mapping)) {
    if (found.kind === 'bad-line') {
      yield found
      continue
    }
    const { line } = found
    const row = readRow(found.cells, mapping, readTime)
    if (typeof row === 'string') {
      yield { kind: 'bad-line', line, problem: row }
      continue
    }
    const device = devices.get(row.device) ?? {
      boot: bootOf([mapping, row.device, row.at]),
      seq: 0,
      startAt: row.at,
      heardAt: null,
    }
    const isNew = !devices.has(row.device)
    devices.set(row.device, device)
    for (const event of eventsOf(row, device, isNew, buttonsOf(mapping))) {
      const receivedAt = row.at
      yield {
        kind: 'event',
        line,
        told: { site: mapping.site, device: row.device, receivedAt, event },
      }
    }
    device.heardAt = row.at
  }
}

interface Row {
  at: number
  device: string
  presses: number[]
}

function rowsOf(path: string, mapping: CsvMapping): AsyncGenerator<CsvRow> {
  const file = createReadStream(path)
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  if (bytes !== file) file.on('error', cause => bytes.destroy(cause))
  const { time, device, button, counts, delimiter } = mapping
  const buttons = [...(button ? [button.column] : []), ...Object.keys(counts ?? {})]
  return readCsvRows(bytes, path, {
    delimiter,
    columns: [time.column, device.column, ...buttons],
  })
}

/** A row's time, device and presses (a button each), or what is wrong with it. */
function readRow(
  record: Record<string, string>,
  mapping: CsvMapping,
  readTime: ReadTime,
): Row | string {
  const cell = (column: string) => record[column]?.trim() ?? ''
  const time = cell(mapping.time.column)
  const at = readTime(time)
  if (at === null || at < earliest)
    return `${mapping.time.column}: expected a time as ${mapping.time.format}, found "${time}"`
  const device = toName(cell(mapping.device.column))
  if (!device) return `${mapping.device.column}: expected a device, found nothing`
  const presses: number[] = []
  if (mapping.button) {
    const { column } = mapping.button
    const button = toCount(cell(column))
    if (!button) return `${column}: expected the number of a button, found "${cell(column)}"`
    presses.push(button)
  }
  for (const [column, button] of Object.entries(mapping.counts ?? {})) {
    const count = toCount(cell(column))
    if (count === null || count > 10_000)
      return `${column}: expected a count, found "${cell(column)}"`
    for (let n = 0; n < count; n += 1) presses.push(button)
  }
  return { at, device, presses }
}

const toCount = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : null)

/** Names in other letters would all become the same: a short hash keeps them apart. */
function toName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const isPlain = !/[^\p{ASCII}]/u.test(text) && name.length <= 32
  return isPlain ? name : `${name.slice(0, 22)}-${bootOf(text).slice(0, 8)}`.replace(/^-/, '')
}

/**
 * A count of n says that the device was pressed n times since it was last heard, but not when.
 * The presses are spread evenly back from the row's time, at most a minute apart: all at one
 * moment would look like one customer's repeats, and make a spike that never was.
 */
function* eventsOf(row: Row, device: Device, isNew: boolean, buttons: number) {
  const { at, presses } = row
  const gapMs =
    device.heardAt === null ? Number.POSITIVE_INFINITY : Math.max(0, at - device.heardAt)
  const spacing = Math.min(longestSpacingMs, gapMs / Math.max(1, presses.length))
  const timeOf = (index: number) => Math.round(at - (presses.length - 1 - index) * spacing)
  if (isNew) device.startAt = presses.length > 0 ? timeOf(0) : at
  const name = (fact: RemoteFact, at: number) => {
    device.seq += 1
    return nameFact(fact, { boot: device.boot, seq: device.seq, at, synced: true })
  }
  const upOf = (at: number) => Math.max(0, at - device.startAt)
  if (isNew) {
    const started: RemoteFact = {
      kind: 'started',
      up: 0,
      firmware: 'csv',
      buttons,
      rangefinder: null,
    }
    yield name(started, device.startAt)
  }
  for (const [index, button] of presses.entries()) {
    const at = timeOf(index)
    yield name({ kind: 'pressed', up: upOf(at), button, heldMs: 0 }, at)
  }
}
