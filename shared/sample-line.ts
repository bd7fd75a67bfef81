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
  for (let line = from; ; ) {
    const t = afterDigits(bytes, after(bytes, line, head))
    const mmAt = after(bytes, t, beforeMm)
    const mm = afterDigits(bytes, mmAt)
    const end = mm > 0 ? mm : after(bytes, mmAt, noMm)
    const strengthAt = after(bytes, end, beforeStrength)
    const strength = afterDigits(bytes, strengthAt)
    const next = after(bytes, strengthAt > 0 ? strength : end, closing)
    if (next === 0) return line
    const sample: SampleLine = {
      t: numberIn(bytes, line + head.length, t),
      mm: mm > 0 ? numberIn(bytes, mmAt, mm) : null,
    }
    if (strength > 0) sample.strength = numberIn(bytes, strengthAt, strength)
    take(sample)
    line = next
  }
}

/** The place after some bytes; 0, which is never one, when others are there. */
function after(bytes: Uint8Array, at: number, expected: Uint8Array): number {
  for (let n = 0; n < expected.length; n += 1) if (bytes[at + n] !== expected[n]) return 0
  return at + expected.length
}

/** The place after digits that JSON takes for a number; 0 when there are none. */
function afterDigits(bytes: Uint8Array, from: number): number {
  let at = from
  while (isDigit(bytes[at])) at += 1
  const length = at - from
  if (from === 0 || length === 0 || length > mostDigits) return 0
  return length > 1 && bytes[from] === zero ? 0 : at
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= zero && byte < zero + 10

function numberIn(bytes: Uint8Array, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at += 1) number = number * 10 + (bytes[at] ?? 0) - zero
  return number
}
