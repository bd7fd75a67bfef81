import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFrames } from '../firmware/tfmini-frames.ts'

test('a frame tells its distance in millimetres', () => {
  expect(distancesIn([aFrame({ cm: 123 })])).toEqual([1230])
})

test('a frame may be split at any byte', () => {
  const frame = aFrame({ cm: 305 })
  for (let at = 0; at <= frame.length; at++) {
    expect(distancesIn([frame.subarray(0, at), frame.subarray(at)])).toEqual([3050])
  }
})

test('several frames may come at once', () => {
  const bytes = Buffer.concat([aFrame({ cm: 50 }), aFrame({ cm: 51 }), aFrame({ cm: 52 })])
  expect(distancesIn([bytes])).toEqual([500, 510, 520])
})

test('noise between frames costs no frame', () => {
  const noise = Buffer.from([0x59, 0x13, 0x59, 0x59])
  const bytes = [aFrame({ cm: 50 }), noise, aFrame({ cm: 51 }), noise, aFrame({ cm: 52 })]
  expect(distancesIn([Buffer.concat(bytes)])).toEqual([500, 510, 520])
})

test('the answer to a command is no frame', () => {
  const answer = Buffer.from([0x5a, 0x06, 0x03, 0x32, 0x00, 0x95])
  expect(distancesIn([answer, aFrame({ cm: 80 })])).toEqual([800])
})

test('the version is read between frames', () => {
  const answer = Buffer.from([0x5a, 0x07, 0x01, 0x03, 0x0b, 0x01, 0x71])
  const bytes = Buffer.concat([aFrame({ cm: 80 }), answer, aFrame({ cm: 81 })])
  const { readings, version } = readFrames(new Uint8Array(), bytes)
  expect(version).toBe('1.11.3')
  expect(readings).toEqual([{ mm: 800 }, { mm: 810 }])
})

test('a TF-Luna names itself when it is asked for its full version', () => {
  const text = Buffer.from(' TF-Luna      STD 03.02.00')
  const body = Buffer.concat([Buffer.from([0x5a, text.length + 4, 0x14]), text])
  const sum = body.reduce((sum, byte) => sum + byte) & 0xff
  const bytes = Buffer.concat([aFrame({ cm: 80 }), body, Buffer.from([sum]), aFrame({ cm: 81 })])
  const { readings, model } = readFrames(new Uint8Array(), bytes)
  expect(model).toBe('TF-Luna')
  expect(readings).toEqual([{ mm: 800 }, { mm: 810 }])
  expect(readFrames(new Uint8Array(), aFrame({ cm: 80 })).model).toBeNull()
})

test('a frame with a wrong checksum is skipped, and the next one is read', () => {
  const damaged = aFrame({ cm: 50 })
  damaged.writeUInt8(damaged.readUInt8(2) ^ 0x04, 2)
  expect(distancesIn([damaged, aFrame({ cm: 51 })])).toEqual([510])
})

test('a frame cut short by the next one is skipped', () => {
  expect(distancesIn([aFrame({ cm: 50 }).subarray(0, 6), aFrame({ cm: 51 })])).toEqual([510])
})

test.each([
  ['too weak a return', { cm: 65535, strength: 60 }],
  ['saturation', { cm: 65534, strength: 65535 }],
  ['too much ambient light', { cm: 65532 }],
  ['what a TFmini Plus tells without a distance', { cm: 0 }],
  ['what a TF-Luna tells with a strength below 100', { cm: 200, strength: 99 }],
  ['what a TF-Luna tells with a strength of 65535', { cm: 200, strength: 65535 }],
])('%s is a reading without a distance', (_what, frame) => {
  expect(distancesIn([aFrame(frame)])).toEqual([null])
})

test('the weakest strength that counts is 100', () => {
  expect(distancesIn([aFrame({ cm: 200, strength: 100 })])).toEqual([2000])
})

const frames = fc
  .record({ cm: fc.integer({ min: 0, max: 65535 }), strength: fc.integer({ min: 0, max: 65535 }) })
  .map(frame => [...aFrame(frame)])
const headsAndNoise = fc.array(fc.oneof(fc.constant(0x59), fc.integer({ min: 0, max: 255 })))
const streams = fc.array(fc.oneof(frames, headsAndNoise)).map(parts => Buffer.from(parts.flat()))

test('however a stream is cut, its readings are the same', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 })
  fc.assert(
    fc.property(streams, cuts, (bytes, lengths) => {
      expect(distancesIn(cut(bytes, lengths))).toEqual(distancesIn([bytes]))
    }),
  )
})

test('what is left over is always shorter than a frame', () => {
  fc.assert(
    fc.property(streams, bytes => {
      expect(readFrames(new Uint8Array(), bytes).rest.length).toBeLessThan(9)
    }),
  )
})

function aFrame({ cm = 100, strength = 800 } = {}): Buffer {
  const frame = Buffer.from([0x59, 0x59, 0, 0, 0, 0, 0x40, 0x09, 0])
  frame.writeUInt16LE(cm, 2)
  frame.writeUInt16LE(strength, 4)
  frame.writeUInt8(frame.reduce((sum, byte) => sum + byte) & 0xff, 8)
  return frame
}

function distancesIn(chunks: Uint8Array[]): (number | null)[] {
  let rest: Uint8Array = new Uint8Array()
  return chunks.flatMap(chunk => {
    const frames = readFrames(rest, chunk)
    rest = frames.rest
    return frames.readings.map(reading => reading.mm)
  })
}

function cut(bytes: Uint8Array, lengths: number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = lengths[chunks.length % lengths.length] ?? 1
    chunks.push(bytes.subarray(at, at + length))
    at += length
  }
  return chunks
}
