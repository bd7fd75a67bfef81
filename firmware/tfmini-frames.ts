import type { Reading } from './hardware.ts'

/** 59 59 distance(2) strength(2) temperature(2) checksum; low byte first, distance in cm. */
export const frameLength = 9
const head = 0x59

/** Below this the sensor guesses; this value itself it reports when blinded. */
const weakest = 100
const saturated = 0xffff
/**
 * A TFmini-S says -1 for too weak, -2 for saturated, -4 for ambient light; a TFmini Plus says 0.
 * A TF-Luna keeps a distance that only its strength tells to be none.
 */
const firstErrorCode = 0xfffc

/** 5A 07 01 patch minor major checksum: the answer to the question for the version. */
const versionHead = Buffer.from([0x5a, 0x07, 0x01])
const versionLength = 7

/** Stands in a TF-Luna's answer to the question for its full version; the others do not answer. */
const luna = 'TF-Luna'

/** What a chunk of bytes told; version and model are null where it told none. */
interface Frames {
  /** What the next call needs, never a whole frame. */
  rest: Uint8Array
  readings: Reading[]
  version: string | null
  model: 'TF-Luna' | null
}

/**
 * Finds what a TFmini tells in a stream of bytes; noise between frames and frames with a wrong
 * checksum are skipped.
 */
export function readFrames(rest: Uint8Array, chunk: Uint8Array): Frames {
  const bytes = Buffer.concat([rest, chunk])
  const readings: Reading[] = []
  let version: Frames['version'] = null
  let model: Frames['model'] = null
  let at = 0
  while (bytes.length - at >= frameLength) {
    const frame = bytes.subarray(at, at + frameLength)
    const answer = frame.subarray(0, versionLength)
    if (isFrame(frame)) {
      readings.push({ mm: distanceMm(frame) })
      at += frameLength
    } else if (isVersion(answer)) {
      version = [...answer.subarray(3, 6)].reverse().join('.')
      at += versionLength
    } else if (frame.toString('latin1', 0, luna.length) === luna) {
      model = luna
      at += luna.length
    } else {
      at += 1
    }
  }
  return { rest: bytes.subarray(at), readings, version, model }
}

const isFrame = (bytes: Buffer) => bytes[0] === head && bytes[1] === head && endsWithSum(bytes)

const isVersion = (bytes: Buffer) =>
  bytes.subarray(0, versionHead.length).equals(versionHead) && endsWithSum(bytes)

function endsWithSum(bytes: Buffer): boolean {
  const sum = bytes.subarray(0, -1).reduce((sum, byte) => sum + byte, 0)
  return (sum & 0xff) === bytes.at(-1)
}

function distanceMm(frame: Buffer): number | null {
  const cm = frame.readUInt16LE(2)
  const strength = frame.readUInt16LE(4)
  const usable = cm > 0 && cm < firstErrorCode && strength >= weakest && strength !== saturated
  return usable ? cm * 10 : null
}
