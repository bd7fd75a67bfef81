import { crc32 } from 'node:zlib'

/** Who told an event, as far as that stands in the event itself. */
export interface Teller {
  boot: string
  /** How remotes begin to write each event of this boot. */
  beginning: string
  /** Of the name of the device, and of the beginning. */
  checksum: number
}

export function aTeller(site: string, device: string, boot: string): Teller {
  const beginning = `{"v":1,"boot":"${boot}","seq":`
  return { boot, beginning, checksum: crc32(beginning, crc32(`${site}/${device}`)) }
}

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
export const openings: Record<string, string> = {
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
  const { place, boot, receivedAt } = line
  const event = shortened(line, teller)
  return `${place} ${boot} ${receivedAt} ${checksumOf(line, event, teller)} ${event}`
}

function shortened({ receivedAt, json }: Line, { beginning }: Teller): string {
  if (!json.startsWith(beginning)) return json
  head.lastIndex = beginning.length
  const found = head.exec(json)
  if (!found) return json
  const [, seq, at, up, synced] = found
  const numbers = `${seq} ${receivedAt - Number(at)} ${up} ${synced === 'true' ? 1 : 0}`
  const first = json.charAt(head.lastIndex)
  const opening = openings[first]
  return opening && json.startsWith(opening, head.lastIndex)
    ? numbers + first + json.slice(head.lastIndex + opening.length)
    : `${numbers} ${json.slice(head.lastIndex)}`
}

/** A changed byte changes one of these, and with it the whole. Signed, for that costs nothing. */
export const checksumOf = (
  { place, receivedAt }: Pick<Line, 'place' | 'receivedAt'>,
  event: string,
  teller: Teller,
) => crc32(event, teller.checksum) ^ receivedAt ^ place
