import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

export interface LogLine {
  /** Counts from 1. */
  number: number
  text: string
}

/** Whole lines, one after the other; only the last one of a file may lack its line break. */
export interface LogChunk {
  /** The number of the first line; counts from 1. */
  number: number
  text: string
}

/** Longer lines come from a broken file: their text is cut, so that memory stays bounded. */
const longestLine = 1 << 20

/** Reads a text file, gzipped if its name ends in .gz, in chunks of whole lines and constant memory. */
export async function* readChunks(path: string): AsyncGenerator<LogChunk> {
  const file = createReadStream(path)
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  // A pipe does not hand errors on: without this a missing .gz file would wait for ever.
  if (bytes !== file) file.on('error', cause => bytes.destroy(cause))
  bytes.setEncoding('utf8')
  let number = 1
  let rest = ''
  try {
    for await (const chunk of bytes) {
      const text: string = rest + (number === 1 && rest === '' ? withoutMark(chunk) : chunk)
      const end = text.lastIndexOf('\n') + 1
      rest = text.slice(end, end + longestLine)
      if (end === 0) continue
      yield { number, text: text.slice(0, end) }
      number += breaksIn(text, end)
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const place = number > 1 ? ` after line ${number - 1}` : ''
    throw new Error(`could not read ${path}${place}: ${code ?? message}`, { cause })
  } finally {
    file.destroy()
  }
  if (rest !== '') yield { number, text: rest }
}

/** The same, line by line, in batches. */
export async function* readLines(path: string): AsyncGenerator<LogLine[]> {
  for await (const { number, text } of readChunks(path)) {
    const texts = text.split('\n')
    if (text.endsWith('\n')) texts.pop()
    yield texts.map((text, n) => ({ number: number + n, text }))
  }
}

function breaksIn(text: string, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** Some editors begin a file with a byte order mark. */
const withoutMark = (text: string) => text.replace(/^\ufeff/, '')

/** Writes one JSON value per line, gzipped if the name ends in .gz, as fast as the disk takes it. */
export async function writeJsonLines(
  path: string,
  values: Iterable<unknown> | AsyncIterable<unknown>,
): Promise<void> {
  const lines = Readable.from(jsonLines(values))
  const file = createWriteStream(path)
  await (path.endsWith('.gz') ? pipeline(lines, createGzip(), file) : pipeline(lines, file))
}

async function* jsonLines(values: Iterable<unknown> | AsyncIterable<unknown>) {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}
