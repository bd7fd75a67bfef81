import type { Told } from '../counting/told.ts'
import { checksumOf, openings, type Teller } from './event-line.ts'

/*
 * Counting anew reads every line there is: to look for the spaces takes half as long as to match
 * a pattern, and an event is not written out in full only to be parsed. A line with a byte too
 * many or too few has another checksum.
 */

/** A line that was read. */
export interface FoundLine {
  place: number
  boot: number
  receivedAt: number
  teller: Teller
  /** As it stands there. */
  event: string
  /** Whether no byte of the line was changed since it was written. */
  isSound: boolean
}

/** Finds the parts of a line; null when it is none. */
export function findLine(
  text: string,
  tellerOf: (boot: number) => Teller | undefined,
): FoundLine | null {
  const bootAt = text.indexOf(' ') + 1
  const receivedAtAt = text.indexOf(' ', bootAt) + 1
  const sumAt = text.indexOf(' ', receivedAtAt) + 1
  const eventAt = text.indexOf(' ', sumAt) + 1
  if (bootAt < 2 || receivedAtAt === 0 || sumAt === 0 || eventAt === 0) return null
  const place = integerIn(text, 0, bootAt - 1)
  const boot = integerIn(text, bootAt, receivedAtAt - 1)
  const receivedAt = integerIn(text, receivedAtAt, sumAt - 1)
  const teller = tellerOf(boot)
  // To the checksum, what is no number is 0.
  if (!teller || Number.isNaN(place + receivedAt)) return null
  const event = text.slice(eventAt)
  const isSound =
    checksumOf({ place, receivedAt }, event, teller) === integerIn(text, sumAt, eventAt - 1)
  return { place, boot, receivedAt, teller, event, isSound }
}

/** A line with its event as it was told. */
interface ReadLine {
  place: number
  boot: number
  receivedAt: number
  json: string
  isSound: boolean
}

/** Reads a line; null when it is none. */
export function readLine(
  text: string,
  tellerOf: (boot: number) => Teller | undefined,
): ReadLine | null {
  const found = findLine(text, tellerOf)
  if (!found) return null
  const { place, boot, receivedAt, teller, event, isSound } = found
  const line = { place, boot, receivedAt, isSound }
  if (!isDigit(event.charCodeAt(0))) return { ...line, json: event }
  const head = headOf(found)
  if (!head) return null
  const { seq, at, up, synced, rest } = head
  const begun = `${seq},"at":${at},"up":${up},"synced":${synced},"kind":"`
  return { ...line, json: teller.beginning + begun + rest }
}

/** The events of sound lines: they were checked before they were stored. */
export function eventsOf(lines: FoundLine[]): Told[] {
  const heads = lines.map(line => (isDigit(line.event.charCodeAt(0)) ? headOf(line) : null))
  const rests = lines.map(({ event }, index) => {
    const head = heads[index]
    return head ? `{"kind":"${head.rest}` : event
  })
  // Read at once, they take half the time.
  const told = JSON.parse(`[${rests}]`) as object[]
  return lines.map(({ teller: { boot } }, index) => {
    const head = heads[index]
    if (!head) return told[index] as Told
    const { seq, at, up, synced } = head
    return { v: 1, boot, seq, at, up, synced, ...told[index] } as Told
  })
}

/** How a shortened event begins. */
function headOf({ event, receivedAt }: FoundLine) {
  const delayAt = event.indexOf(' ') + 1
  const upAt = event.indexOf(' ', delayAt) + 1
  const syncedAt = event.indexOf(' ', upAt) + 1
  const opening = openings[event.charAt(syncedAt + 1)]
  if (delayAt === 0 || upAt === 0 || syncedAt === 0 || opening === undefined) return null
  return {
    seq: integerIn(event, 0, delayAt - 1),
    at: receivedAt - integerIn(event, delayAt, upAt - 1),
    up: integerIn(event, upAt, syncedAt - 1),
    synced: event[syncedAt] === '1',
    rest: opening + event.slice(syncedAt + 2),
  }
}

/** A whole number, NaN where there is none; to cut it out of its text would take far longer. */
function integerIn(text: string, from: number, to: number): number {
  const isNegative = text[from] === '-'
  const first = isNegative ? from + 1 : from
  let value = first < to ? 0 : Number.NaN
  for (let at = first; at < to; at += 1) {
    const code = text.charCodeAt(at)
    if (!isDigit(code)) return Number.NaN
    value = value * 10 + code - zero
  }
  return isNegative ? -value : value
}

const zero = 48

const isDigit = (code: number) => code >= zero && code <= zero + 9
