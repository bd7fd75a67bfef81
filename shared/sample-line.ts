/** More digits than a number can hold exactly are left to the parser. */
const mostDigits = 15
const zero = 48
/** What was expected is not there. */
const nowhere = -1

type Take = (t: number, mm: number | null) => void

/**
 * Takes the sample lines from a place on as long as they are as recorders write them, whole
 * numbers in this order; gives the place of the first other line. Most lines of a year are such,
 * and a parser of any JSON would take most of its time, as would an object for each.
 */
export function takeSamples(bytes: Uint8Array, from: number, take: Take): number {
  for (let line = from; ; ) {
    const t = pastHead(bytes, line)
    if (t === nowhere) return line
    const tEnd = pastNumber(bytes, t)
    const mm = tEnd === nowhere ? nowhere : pastMm(bytes, tEnd)
    if (mm === nowhere) return line
    const number = pastNumber(bytes, mm)
    const mmEnd = number === nowhere ? pastNull(bytes, mm) : number
    if (mmEnd === nowhere) return line
    const next = pastEnd(bytes, mmEnd)
    if (next === nowhere) return line
    take(numberIn(bytes, t, tEnd), number === nowhere ? null : numberIn(bytes, mm, mmEnd))
    line = next
  }
}

// A loop over what is expected takes three times as long as each of its bytes by itself.

/** Past `{"t":`. */
const pastHead = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0x7b &&
  bytes[at + 1] === 0x22 &&
  bytes[at + 2] === 0x74 &&
  bytes[at + 3] === 0x22 &&
  bytes[at + 4] === 0x3a
    ? at + 5
    : nowhere

/** Past `,"mm":`. */
const pastMm = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0x2c &&
  bytes[at + 1] === 0x22 &&
  bytes[at + 2] === 0x6d &&
  bytes[at + 3] === 0x6d &&
  bytes[at + 4] === 0x22 &&
  bytes[at + 5] === 0x3a
    ? at + 6
    : nowhere

/** Past `null`. */
const pastNull = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0x6e && bytes[at + 1] === 0x75 && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x6c
    ? at + 4
    : nowhere

/** Past the end of the line, and the strength before it if there is one. */
function pastEnd(bytes: Uint8Array, at: number): number {
  const isLast = bytes[at] === 0x7d
  const strength = isLast ? at : pastStrength(bytes, at)
  const end = isLast || strength === nowhere ? strength : pastNumber(bytes, strength)
  return end !== nowhere && bytes[end] === 0x7d && bytes[end + 1] === 0x0a ? end + 2 : nowhere
}

const strengthName = Buffer.from(',"strength":')

function pastStrength(bytes: Uint8Array, at: number): number {
  for (let n = 0; n < 12; n += 1) if (bytes[at + n] !== strengthName[n]) return nowhere
  return at + 12
}

/** Past digits, if JSON takes them for a number. */
function pastNumber(bytes: Uint8Array, from: number): number {
  let at = from
  while (isDigit(bytes[at])) at += 1
  const length = at - from
  const isNumber = length === 1 || (length > 1 && length <= mostDigits && bytes[from] !== zero)
  return isNumber ? at : nowhere
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= zero && byte <= zero + 9

function numberIn(bytes: Uint8Array, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at += 1) number = 10 * number + (bytes[at] ?? zero) - zero
  return number
}
