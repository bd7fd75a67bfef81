import type { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'

export type CsvRow =
  | { kind: 'row'; line: number; cells: Record<string, string> }
  | { kind: 'bad-line'; line: number; problem: string }

/** A quote that is never closed must not swallow a file. */
const longestRow = 1 << 20

/** Reads CSV with a line of names; a bad row is named and does not end the reading. */
export async function* readCsvRows(
  bytes: Readable,
  name: string,
  { delimiter, columns }: { delimiter: string; columns: string[] },
): AsyncGenerator<CsvRow> {
  const skipped: CsvRow[] = []
  const parser = parse({
    columns: (names: string[]) => names.map(name => name.trim()),
    info: true,
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    relax_quotes: true,
    skip_records_with_error: true,
    max_record_size: longestRow,
    on_skip: (problem?: CsvError) => {
      const line = Number(problem?.lines ?? 0)
      skipped.push({ kind: 'bad-line', line, problem: problem?.message ?? 'expected a CSV row' })
      return undefined
    },
  })
  bytes.on('error', (cause: Error) => parser.destroy(cause))
  bytes.pipe(parser)
  try {
    let checked = false
    for await (const { record, info } of parser) {
      yield* skipped.splice(0)
      if (!checked) checkColumns(name, Object.keys(record), columns)
      checked = true
      yield { kind: 'row', line: info.lines, cells: record }
    }
    yield* skipped
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new Error(`could not read ${name}: no such file`, { cause })
    throw new Error(message.startsWith(name) ? message : `${name}: ${message}`, { cause })
  }
}

function checkColumns(name: string, found: string[], columns: string[]) {
  const missing = columns.filter(column => !found.includes(column))
  if (missing.length === 0) return
  throw new Error(`${name}: expected the columns ${missing.join(', ')}, found ${found.join(', ')}`)
}
