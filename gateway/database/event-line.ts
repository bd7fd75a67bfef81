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
const shortHead = /^(\d+) (-?\d+) (\d+) ([01]) /

/**
 * Writes an event as `place boot receivedAt checksum event`. Of an event that begins as remotes
 * write it, the beginning is kept as `seq receivedAt-at up synced`, in half the room; any other
 * stays whole.
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
  return `${start}${numbers} ${json.slice(head.lastIndex)}`
}

const form = /^(\d+) (\d+) (\d+) (-?\d+) (.*)$/s

/** Reads a line; null when it is none. It is sound when no byte of it was changed since. */
export function readLine(
  text: string,
  tellerOf: (boot: number) => Teller | undefined,
): (Line & { isSound: boolean }) | null {
  const [, place, boot, receivedAt, sum, event] = form.exec(text) ?? []
  const teller = tellerOf(Number(boot))
  if (event === undefined || !teller) return null
  const json = wholeOf(event, Number(receivedAt), teller)
  const line = { place: Number(place), boot: Number(boot), receivedAt: Number(receivedAt), json }
  return { ...line, isSound: checksum(line, teller) === Number(sum) }
}

function wholeOf(event: string, receivedAt: number, teller: Teller): string {
  const [numbers = '', seq, delay, up, synced] = shortHead.exec(event) ?? []
  if (numbers === '') return event
  const head = `${seq},"at":${receivedAt - Number(delay)},"up":${up},"synced":${synced === '1'}`
  return `${teller.beginning}${head},"kind":"${event.slice(numbers.length)}`
}

/** A changed byte changes one of these, and with it the whole. Signed, for that costs nothing. */
const checksum = ({ place, receivedAt, json }: Line, teller: Teller) =>
  crc32(json, teller.checksum) ^ receivedAt ^ place
