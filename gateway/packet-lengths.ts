/**
 * Watches the lengths that the packets of an MQTT stream announce, for the parser would wait for
 * 256 MB if told to. Gives false as soon as one is longer than `most()`.
 */
export function watchLengths(most: () => number): (chunk: Uint8Array) => boolean {
  /** Bytes of the packet's body that are still to come. */
  let rest = 0
  /** Bytes of the head that were read: the first is the kind, the others are the length. */
  let head = 0
  let length = 0
  /** What a unit of the next byte of the length stands for. */
  let unit = 1

  return chunk => {
    for (let at = 0; at < chunk.length; ) {
      if (rest > 0) {
        const taken = Math.min(rest, chunk.length - at)
        rest -= taken
        at += taken
        continue
      }
      const byte = chunk[at] ?? 0
      at += 1
      head += 1
      if (head === 1) continue
      length += (byte & 127) * unit
      unit *= 128
      const isLast = byte < 128
      // A fifth byte of length is none of MQTT's.
      if (length > most() || (!isLast && head === 5)) return false
      if (!isLast) continue
      rest = length
      head = 0
      length = 0
      unit = 1
    }
    return true
  }
}
