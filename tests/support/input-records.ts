import { inputEventBytes } from '../../firmware/input-events.ts'

/** What the kernel tells of an input device, at no particular time. */
export function record(type: number, code: number, value: number): Buffer {
  const bytes = Buffer.alloc(inputEventBytes)
  bytes.writeUInt16LE(type, inputEventBytes - 8)
  bytes.writeUInt16LE(code, inputEventBytes - 6)
  bytes.writeInt32LE(value, inputEventBytes - 4)
  return bytes
}
