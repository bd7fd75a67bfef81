/** What the kernel tells of an input device. */
export interface InputEvent {
  type: number
  code: number
  value: number
}

/** Of linux/input-event-codes.h. */
export const synchronisation = 0
export const lostEvents = 3
export const key = 1

/** The record begins with a time of two longs. */
const timeBytes = ['arm', 'ia32', 'mips', 'mipsel'].includes(process.arch) ? 8 : 16
export const inputEventBytes = timeBytes + 8

/** Finds the records in what was read; `rest` is the beginning of the next one. */
export function readInputEvents(
  rest: Uint8Array,
  chunk: Uint8Array,
): { rest: Uint8Array; events: InputEvent[] } {
  const bytes = Buffer.concat([rest, chunk])
  const events: InputEvent[] = []
  let at = 0
  for (; bytes.length - at >= inputEventBytes; at += inputEventBytes) {
    const type = bytes.readUInt16LE(at + timeBytes)
    const code = bytes.readUInt16LE(at + timeBytes + 2)
    events.push({ type, code, value: bytes.readInt32LE(at + timeBytes + 4) })
  }
  return { rest: bytes.subarray(at), events }
}
