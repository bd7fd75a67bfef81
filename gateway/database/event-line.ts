import { crc32 } from 'node:zlib'

/** Who told an event, as far as that stands in the event itself. */
export interface Teller {
  /** How remotes begin to write each event of this boot. */
  beginning: string
  /** Of the name of the device. */
  checksum: number
}

export const aTeller = (site: string, device: string, boot: string): Teller => ({
  beginning: `{"v":1,"boot":"${boot}","seq":`,
  checksum: crc32(`${site}/${device}`),
})

/** An event in its row of the event log. */
export interface Line {
  /** Counts from 0 in its row. */
  place: number
  boot: number
  receivedAt: number
  json: string
}

/** With an empty line between two events, no changed byte can spoil both. */
export const betweenLines = '\n\n'

const head = /(\d+),"at":(\d+),"up":(\d+),"synced":(true|false),"kind":"/y

/** How an event of a kind goes on, by the first letter of the kind; after a blank, as it stands. */
const openings: Record<string, string> = {
  a: 'arrived","visit":',
  h: 'heartbeat","pressed":[',
  l: 'left","visit":',
  p: 'pressed","button":',
  ' ': '',
}

/**
 * Writes an event as `place boot receivedAt checksum event`. Of an event that begins as remotes
 * write it, the beginning is kept as `seq receivedAt-at up synced` and the kind, in half the
 * room; any other stays whole.
 */
export function writeLine(line: Line, teller: Teller): string {
  const { place, boot, receivedAt, json } = line
  const start = `${place} ${boot} ${receivedAt} ${checksum(line, teller)} `
  if (!json.startsWith(teller.beginning)) return start + json
  head.lastIndex = teller.beginning.length
  const found = head.exec(json)
  if (!found) return start + json
  const [, seq, at, up, synced] = found
  const numbers = `${seq} ${receivedAt - Number(at)} ${up} ${synced === 'true' ? 1 : 0}`
  const first = json.charAt(head.lastIndex)
  const opening = openings[first]
  return opening && json.startsWith(opening, head.lastIndex)
    ? start + numbers + first + json.slice(head.lastIndex + opening.length)
    : `${start}${numbers} ${json.slice(head.lastIndex)}`
}

/*
 * Counting anew reads every line there is: to look for the spaces takes half as long as to match
 * a pattern. A line with a byte too many or too few has another checksum.
 */

/** Reads a line; null when it is none. It is sound when no byte of it was changed since. */
export function readLine(
  text: string,
  tellerOf: (boot: number) => Teller | undefined,
): (Line & { isSound: boolean }) | null {
  const bootAt = text.indexOf(' ') + 1
  const receivedAtAt = text.indexOf(' ', bootAt) + 1
  const sumAt = text.indexOf(' ', receivedAtAt) + 1
  const eventAt = text.indexOf(' ', sumAt) + 1
  if (bootAt < 2 || receivedAtAt === 0 || sumAt === 0 || eventAt === 0) return null
  const place = Number(text.slice(0, bootAt))
  const boot = Number(text.slice(bootAt, receivedAtAt))
  const receivedAt = Number(text.slice(receivedAtAt, sumAt))
  const teller = tellerOf(boot)
  const json = teller && wholeOf(text, eventAt, receivedAt, teller)
  // To the checksum, what is no number is 0.
  if (!json || Number.isNaN(place + receivedAt)) return null
  const line = { place, boot, receivedAt, json }
  return { ...line, isSound: checksum(line, teller) === Number(text.slice(sumAt, eventAt)) }
}

/** The event that begins at a place of a line as it was told. */
function wholeOf(text: string, from: number, receivedAt: number, teller: Teller): string | null {
  if (!isDigit(text.charCodeAt(from))) return text.slice(from)
  const delayAt = text.indexOf(' ', from) + 1
  const upAt = text.indexOf(' ', delayAt) + 1
  const syncedAt = text.indexOf(' ', upAt) + 1
  const synced = { 0: 'false', 1: 'true' }[text.charAt(syncedAt)]
  const opening = openings[text.charAt(syncedAt + 1)]
  if (delayAt === 0 || upAt === 0 || syncedAt === 0) return null
  if (synced === undefined || opening === undefined) return null
  const at = receivedAt - Number(text.slice(delayAt, upAt))
  const [seq, up] = [text.slice(from, delayAt - 1), text.slice(upAt, syncedAt - 1)]
  const head = `${seq},"at":${at},"up":${up},"synced":${synced},"kind":"`
  return teller.beginning + head + opening + text.slice(syncedAt + 2)
}

const isDigit = (code: number) => code >= 48 && code <= 57

/** A changed byte changes one of these, and with it the whole. Signed, for that costs nothing. */
const checksum = ({ place, receivedAt, json }: Line, teller: Teller) =>
  crc32(json, teller.checksum) ^ receivedAt ^ place
