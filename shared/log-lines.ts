import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

export interface LogLine {
  /** Counts from 1. */
  number: number
  text: string
}

/** Longer lines come from a broken file: their text is cut, so that memory stays bounded. */
const longestLine = 1 << 20

/** Reads a text file, gzipped if its name ends in .gz, in batches of lines and constant memory. */
export async function* readLines(path: string): AsyncGenerator<LogLine[]> {
  const file = createReadStream(path)
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  // A pipe does not hand errors on: without this a missing .gz file would wait for ever.
  if (bytes !== file) file.on('error', cause => bytes.destroy(cause))
  bytes.setEncoding('utf8')
  let number = 0
  let rest = ''
  try {
    for await (const chunk of bytes) {
      const texts = (rest + (number === 0 ? withoutMark(chunk) : chunk)).split('\n')
      rest = (texts.pop() ?? '').slice(0, longestLine)
      if (texts.length > 0) yield texts.map(text => ({ number: ++number, text }))
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const place = number > 0 ? ` after line ${number}` : ''
    throw new Error(`could not read ${path}${place}: ${code ?? message}`, { cause })
  } finally {
    file.destroy()
  }
  if (rest !== '') yield [{ number: number + 1, text: rest }]
}

/** Some editors begin a file with a byte order mark. */
const withoutMark = (text: string) => text.replace(/^\ufeff/, '')

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
