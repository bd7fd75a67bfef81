import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

export interface LogLine {
  /** Counts from 1. */
  number: number
  text: string
}

/** Longer lines come from a broken file: they are cut, so that memory stays bounded. */
const longestLine = 1 << 20
const lineBreak = 10
/** Fewer reads than with the usual 64 KiB, and still little memory. */
const chunkBytes = 1 << 18

/**
 * Reads a file, gzipped if its name ends in .gz, in chunks of whole lines and constant memory.
 * Where it cannot be read on, the failure tells how many `lines` were read before.
 */
export async function* readChunks(path: string, lines: () => number): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: chunkBytes })
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  // A pipe does not hand errors on: without this a missing .gz file would wait for ever.
  if (bytes !== file) file.on('error', cause => bytes.destroy(cause))
  let rest: Buffer = Buffer.alloc(0)
  let isFirst = true
  try {
    for await (const chunk of bytes) {
      const joined: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      const end = joined.lastIndexOf(lineBreak) + 1
      rest = joined.subarray(end, end + longestLine)
      if (end === 0) continue
      yield isFirst ? withoutMark(joined.subarray(0, end)) : joined.subarray(0, end)
      isFirst = false
    }
  } catch (cause) {
    throw unreadable(path, lines(), cause)
  } finally {
    file.destroy()
  }
  if (rest.length > 0) yield isFirst ? withoutMark(rest) : rest
}

/** The same, line by line, in batches. */
export async function* readLines(path: string): AsyncGenerator<LogLine[]> {
  let number = 0
  for await (const chunk of readChunks(path, () => number)) {
    const texts = chunk.toString().split('\n')
    if (texts.at(-1) === '') texts.pop()
    yield texts.map(text => ({ number: ++number, text }))
  }
}

/** What to say when a file could be read up to some line only. */
function unreadable(path: string, line: number, cause: unknown): Error {
  const { code, message } = cause as NodeJS.ErrnoException
  const place = line > 0 ? ` after line ${line}` : ''
  return new Error(`could not read ${path}${place}: ${code ?? message}`, { cause })
}

/** Some editors begin a file with a byte order mark. */
const withoutMark = (bytes: Buffer) =>
  bytes.subarray(0, mark.length).equals(mark) ? bytes.subarray(mark.length) : bytes
const mark = Buffer.from('\ufeff')

/** Writes one JSON value per line, gzipped if the name ends in .gz, as fast as the disk takes it. */
export async function writeJsonLines(
  path: string,
  values: Iterable<unknown> | AsyncIterable<unknown>,
): Promise<void> {
  await writeText(path, jsonLines(values))
}

/** Writes a text in pieces, gzipped if the name ends in .gz. */
export async function writeText(
  path: string,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const file = createWriteStream(path)
  const text = Readable.from(pieces)
  await (path.endsWith('.gz') ? pipeline(text, createGzip(), file) : pipeline(text, file))
}

async function* jsonLines(values: Iterable<unknown> | AsyncIterable<unknown>) {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}
