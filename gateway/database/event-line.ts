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
const shortHead = /^(\d+) (\d+) (\d+) (true|false) /

/**
 * Writes an event as `place boot receivedAt checksum event`. Of an event that begins as remotes
 * write it, only the numbers of the beginning are kept, in half the room; any other stays whole.
 */
export function writeLine(line: Line, teller: Teller): string {
  const { place, boot, receivedAt, json } = line
  const start = `${place} ${boot} ${receivedAt} ${checksum(line, teller)} `
  if (!json.startsWith(teller.beginning)) return start + json
  head.lastIndex = teller.beginning.length
  const found = head.exec(json)
  if (!found) return start + json
  return `${start}${found[1]} ${found[2]} ${found[3]} ${found[4]} ${json.slice(head.lastIndex)}`
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
  const json = event.replace(
    shortHead,
    `${teller.beginning}$1,"at":$2,"up":$3,"synced":$4,"kind":"`,
  )
  const line = { place: Number(place), boot: Number(boot), receivedAt: Number(receivedAt), json }
  return { ...line, isSound: checksum(line, teller) === Number(sum) }
}

/** A changed byte changes one of these, and with it the whole. Signed, for that costs nothing. */
const checksum = ({ place, receivedAt, json }: Line, teller: Teller) =>
  crc32(json, teller.checksum) ^ receivedAt ^ place
