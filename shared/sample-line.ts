import type { SampleLine } from './logs.ts'

const head = '{"t":'
const beforeMm = ',"mm":'
const noMm = 'null'
const beforeStrength = ',"strength":'
const closing = '}\n'

/** More digits than a number can hold exactly are left to the parser. */
const mostDigits = 15

/** Reads plain sample lines out of a text; after a line, `at` is where the next one begins. */
export interface SampleScanner {
  at: number
  /** The sample that begins at `at`; null, and nothing moves, when another kind of line does. */
  next(): SampleLine | null
}

/**
 * Reads sample lines as recorders write them, whole numbers in this order: most lines of a year
 * are such, and a parser of any JSON would take most of its time.
 */
export function scanSamples(text: string): SampleScanner {
  let at = 0
  let number = 0

  /** Reads digits, if there are any that JSON takes for a number. */
  function digits(): boolean {
    const from = at
    number = 0
    for (let code = text.charCodeAt(at); code >= 48 && code <= 57; code = text.charCodeAt(at)) {
      number = number * 10 + code - 48
      at += 1
    }
    const length = at - from
    return length === 1 || (length > 1 && length <= mostDigits && text.charCodeAt(from) !== 48)
  }

  function literal(expected: string): boolean {
    if (!text.startsWith(expected, at)) return false
    at += expected.length
    return true
  }

  function read(): SampleLine | null {
    if (!literal(head) || !digits()) return null
    const t = number
    if (!literal(beforeMm)) return null
    let mm: number | null = null
    if (digits()) mm = number
    else if (!literal(noMm)) return null
    if (literal(closing)) return { t, mm }
    if (!literal(beforeStrength) || !digits() || !literal(closing)) return null
    return { t, mm, strength: number }
  }

  return {
    get at() {
      return at
    },
    set at(place) {
      at = place
    },
    next() {
      const from = at
      const sample = read()
      if (sample === null) at = from
      return sample
    },
  }
}
