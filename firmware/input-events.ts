/** What the kernel tells of an input device. */
export interface InputEvent {
  /** When it happened, epoch ms. */
  at: number
  type: number
  code: number
  value: number
}

/** Of linux/input-event-codes.h. */
export const synchronisation = 0
export const lostEvents = 3
export const key = 1

/** The record begins with a time of two longs: seconds and microseconds. */
const longBytes = ['arm', 'ia32', 'mips', 'mipsel'].includes(process.arch) ? 4 : 8
const timeBytes = 2 * longBytes
export const inputEventBytes = timeBytes + 8

/** Finds the records in what was read; `rest` is the beginning of the next one. */
export function readInputEvents(
  rest: Uint8Array,
  chunk: Uint8Array,
): { rest: Uint8Array; events: InputEvent[] } {
  const bytes = Buffer.concat([rest, chunk])
  const readLong = (at: number) =>
    longBytes === 4 ? bytes.readUInt32LE(at) : Number(bytes.readBigInt64LE(at))
  const events: InputEvent[] = []
  let start = 0
  for (; bytes.length - start >= inputEventBytes; start += inputEventBytes) {
    const body = start + timeBytes
    events.push({
      at: readLong(start) * 1000 + readLong(start + longBytes) / 1000,
      type: bytes.readUInt16LE(body),
      code: bytes.readUInt16LE(body + 2),
      value: bytes.readInt32LE(body + 4),
    })
  }
  return { rest: bytes.subarray(start), events }
}
