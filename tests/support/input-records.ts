import { inputEventBytes } from '../../firmware/input-events.ts'

/** What the kernel of a 64-bit machine tells of an input device, at a moment in epoch ms. */
export function record(type: number, code: number, value: number, at = 0): Buffer {
  const bytes = Buffer.alloc(inputEventBytes)
  bytes.writeBigInt64LE(BigInt(Math.floor(at / 1000)), 0)
  bytes.writeBigInt64LE(BigInt(Math.round((at % 1000) * 1000)), 8)
  bytes.writeUInt16LE(type, inputEventBytes - 8)
  bytes.writeUInt16LE(code, inputEventBytes - 6)
  bytes.writeInt32LE(value, inputEventBytes - 4)
  return bytes
}
