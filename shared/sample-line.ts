import type { SampleLine } from './logs.ts'

const head = Buffer.from('{"t":')
const beforeMm = Buffer.from(',"mm":')
const noMm = Buffer.from('null')
const beforeStrength = Buffer.from(',"strength":')
const closing = Buffer.from('}\n')

/** More digits than a number can hold exactly are left to the parser. */
const mostDigits = 15
const zero = 48

/**
 * Takes the sample lines from a place on as long as they are as recorders write them, whole
 * numbers in this order; gives the place of the first other line. Most lines of a year are such,
 * and a parser of any JSON would take most of its time.
 */
export function takeSamples(
  bytes: Uint8Array,
  from: number,
  take: (sample: SampleLine) => void,
): number {
  const place: Place = { at: from, number: 0 }
  for (let line = from; ; line = place.at) {
    place.at = line
    if (!skip(bytes, place, head) || !skipNumber(bytes, place)) return line
    const t = place.number
    if (!skip(bytes, place, beforeMm)) return line
    const isSeen = skipNumber(bytes, place)
    const mm = isSeen ? place.number : null
    if (!isSeen && !skip(bytes, place, noMm)) return line
    if (skip(bytes, place, closing)) {
      take({ t, mm })
      continue
    }
    if (!skip(bytes, place, beforeStrength) || !skipNumber(bytes, place)) return line
    const strength = place.number
    if (!skip(bytes, place, closing)) return line
    take({ t, mm, strength })
  }
}

/** Where the reading is, and the number it has just passed. */
interface Place {
  at: number
  number: number
}

/** Goes past some bytes, if they are there. */
function skip(bytes: Uint8Array, place: Place, expected: Uint8Array): boolean {
  const { at } = place
  for (let n = 0; n < expected.length; n += 1) if (bytes[at + n] !== expected[n]) return false
  place.at = at + expected.length
  return true
}

/** Goes past digits, if JSON takes them for a number. */
function skipNumber(bytes: Uint8Array, place: Place): boolean {
  const from = place.at
  let at = from
  let number = 0
  for (; ; at += 1) {
    const digit = (bytes[at] ?? 0) - zero
    if (digit < 0 || digit > 9) break
    number = number * 10 + digit
  }
  const length = at - from
  if (length === 0 || length > mostDigits || (length > 1 && bytes[from] === zero)) return false
  place.at = at
  place.number = number
  return true
}
