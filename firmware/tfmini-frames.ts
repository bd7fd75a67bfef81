import type { Reading } from './hardware.ts'

/** 59 59 distance(2) strength(2) temperature(2) checksum; low byte first, distance in cm. */
export const frameLength = 9
const head = 0x59

/** Below this the sensor guesses; this value itself it reports when blinded. */
const weakest = 100
const saturated = 0xffff
/** -1 too weak, -2 saturated, -4 ambient light; 0 is what a TFmini Plus says instead. */
const firstErrorCode = 0xfffc

/**
 * Finds the frames of a TFmini-S in a stream of bytes. `rest` is what the last call left over,
 * never a whole frame; noise between frames and frames with a wrong checksum are skipped.
 */
export function readFrames(
  rest: Uint8Array,
  chunk: Uint8Array,
): { rest: Uint8Array; readings: Reading[] } {
  const bytes = Buffer.concat([rest, chunk])
  const readings: Reading[] = []
  let at = 0
  while (bytes.length - at >= frameLength) {
    const frame = bytes.subarray(at, at + frameLength)
    const valid = isFrame(frame)
    if (valid) readings.push({ mm: distanceMm(frame) })
    at += valid ? frameLength : 1
  }
  return { rest: bytes.subarray(at), readings }
}

function isFrame(frame: Buffer): boolean {
  if (frame[0] !== head || frame[1] !== head) return false
  const sum = frame.subarray(0, -1).reduce((sum, byte) => sum + byte, 0)
  return (sum & 0xff) === frame[frameLength - 1]
}

function distanceMm(frame: Buffer): number | null {
  const cm = frame.readUInt16LE(2)
  const strength = frame.readUInt16LE(4)
  const usable = cm > 0 && cm < firstErrorCode && strength >= weakest && strength !== saturated
  return usable ? cm * 10 : null
}
