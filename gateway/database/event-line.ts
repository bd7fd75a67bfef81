import { crc32 } from 'node:zlib'
import { ByteText } from './byte-text.ts'

const bytesOf = (text: string): Uint8Array => Buffer.from(text)
const codeOf = (character: string) => character.charCodeAt(0)

/** Who told an event, as far as that stands in the event itself. */
export interface Teller {
  boot: string
  /** How remotes begin to write each event of this boot. */
  beginning: string
  beginningBytes: Uint8Array
  /** Of the name of the device, and of the beginning. */
  checksum: number
}

export function aTeller(site: string, device: string, boot: string): Teller {
  const beginning = `{"v":1,"boot":"${boot}","seq":`
  const checksum = crc32(beginning, crc32(`${site}/${device}`))
  return { boot, beginning, beginningBytes: bytesOf(beginning), checksum }
}

/** An event in its row of the event log. */
export interface Line {
  /** Counts from 0 in its row. */
  place: number
  boot: number
  receivedAt: number
  /** The event as it was told: JSON on one line, in UTF-8. */
  told: Uint8Array
}

/** With an empty line between two events, no changed byte can spoil both. */
export const betweenLines = '\n\n'

/** How remotes go on after `seq`, after `at`, and after `up`. */
const [afterSeq, afterAt] = [bytesOf(',"at":'), bytesOf(',"up":')]
const afterUp = [bytesOf(',"synced":false,"kind":"'), bytesOf(',"synced":true,"kind":"')] as const

/** How an event of a kind goes on, by the first letter of the kind; after a blank, as it stands. */
export const openings: Record<string, string> = {
  a: 'arrived","visit":',
  h: 'heartbeat","pressed":[',
  l: 'left","visit":',
  p: 'pressed","button":',
  ' ': '',
}
const openingBytes = Array.from({ length: 128 }, (_, code) =>
  bytesOf(openings[String.fromCharCode(code)] ?? ''),
)

const [blank, zero] = [codeOf(' '), codeOf('0')]

/** Used again for each event. */
const event = new ByteText()

/** Digits of four numbers of 20 at most, and what stands between them. */
const longestHead = 100

/**
 * Writes an event as `place boot receivedAt checksum event`. Of an event that begins as remotes
 * write it, the beginning is kept as `seq receivedAt-at up synced` and the kind, in half the
 * room; any other stays whole.
 */
export function writeLine(text: ByteText, line: Line, teller: Teller): void {
  const { place, boot, receivedAt, told } = line
  event.clear()
  event.makeRoom(longestHead + told.length)
  if (!shorten(line, teller)) {
    event.clear()
    event.copy(told)
  }
  const written = event.written()
  text.makeRoom(longestHead + written.length)
  for (const number of [place, boot, receivedAt, checksumOf(line, written, teller)]) {
    text.integer(number)
    text.byte(blank)
  }
  text.copy(written)
}

/** Whether it began as remotes write it. */
function shorten({ receivedAt, told }: Line, { beginningBytes }: Teller): boolean {
  const seqAt = beginningBytes.length
  const seqEnd = endOfDigits(told, seqAt)
  const atAt = seqEnd + afterSeq.length
  const atEnd = endOfDigits(told, atAt)
  const upAt = atEnd + afterAt.length
  const upEnd = endOfDigits(told, upAt)
  const synced = standsAt(told, upEnd, afterUp[1]) ? 1 : 0
  if (
    !standsAt(told, 0, beginningBytes) ||
    !standsAt(told, seqEnd, afterSeq) ||
    !standsAt(told, atEnd, afterAt) ||
    !standsAt(told, upEnd, afterUp[synced])
  )
    return false
  event.copy(told, seqAt, seqEnd)
  event.byte(blank)
  event.integer(receivedAt - integerAt(told, atAt, atEnd))
  event.byte(blank)
  event.copy(told, upAt, upEnd)
  event.byte(blank)
  event.byte(zero + synced)
  const kindAt = upEnd + afterUp[synced].length
  const opening = openingBytes[told[kindAt] ?? 0]
  if (opening?.length && standsAt(told, kindAt, opening)) {
    event.copy(told, kindAt, kindAt + 1)
    event.copy(told, kindAt + opening.length)
  } else {
    event.byte(blank)
    event.copy(told, kindAt)
  }
  return true
}

function endOfDigits(bytes: Uint8Array, begin: number): number {
  let at = begin
  for (let digit = digitAt(bytes, at); digit >= 0 && digit <= 9; digit = digitAt(bytes, at)) at += 1
  return at
}

function integerAt(bytes: Uint8Array, begin: number, end: number): number {
  let value = 0
  for (let at = begin; at < end; at += 1) value = 10 * value + digitAt(bytes, at)
  return value
}

const digitAt = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) - zero

function standsAt(bytes: Uint8Array, at: number, what: Uint8Array): boolean {
  for (let n = 0; n < what.length; n += 1) if (bytes[at + n] !== what[n]) return false
  return true
}

/** A changed byte changes one of these, and with it the whole. Signed, for that costs nothing. */
export const checksumOf = (
  { place, receivedAt }: Pick<Line, 'place' | 'receivedAt'>,
  event: string | Uint8Array,
  teller: Teller,
) => crc32(event, teller.checksum) ^ receivedAt ^ place
