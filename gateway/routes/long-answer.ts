import { setImmediate } from 'node:timers/promises'
import type { Books } from '../books.ts'

/** So long no press is acknowledged. */
const mostMs = 5

/**
 * Makes the rows of an answer with rests in between: whoever asks for a year of many touchpoints
 * must not hold up a press. Rows are read from `books.standing`; those that are made at once are
 * read from one state of the books.
 */
export async function rowsOf<Row>(
  rows: Iterable<Row>,
  { settle, read }: Pick<Books, 'settle' | 'read'>,
): Promise<Row[]> {
  const left = rows[Symbol.iterator]()
  const made: Row[] = []

  /** Whether there may be more. */
  function makeSome(): boolean {
    const begun = performance.now()
    do {
      const next = left.next()
      if (next.done) return false
      made.push(next.value)
    } while (performance.now() - begun < mostMs)
    return true
  }

  for (;;) {
    settle()
    if (!read(makeSome)) return made
    await setImmediate()
  }
}
