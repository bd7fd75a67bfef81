import fc from 'fast-check'
import { expect, test } from 'vitest'
import { watchLengths } from '../gateway/packet-lengths.ts'
import { packet } from './support/mqtt-packets.ts'

const longest = 9000

const lengths = fc.array(
  fc.oneof(fc.constantFrom(0, 1, 127, 128, longest), fc.integer({ min: 0, max: longest })),
  { minLength: 1, maxLength: 20 },
)

/** The same bytes, torn as a network may tear them. */
function torn(stream: Buffer, cuts: number[]): Buffer[] {
  const places = cuts.map(cut => cut % (stream.length + 1)).sort((one, other) => one - other)
  return [0, ...places].map((from, index) => stream.subarray(from, places[index] ?? stream.length))
}

test('packets that are short enough pass, however they are torn; a longer one does not', () => {
  fc.assert(
    fc.property(lengths, fc.array(fc.nat()), (lengths, cuts) => {
      const stream = Buffer.concat(lengths.map(length => packet(0x32, Buffer.alloc(length))))
      const fits = watchLengths(() => longest)
      expect(torn(stream, cuts).every(fits)).toBe(true)
      expect(fits(packet(0x32, Buffer.alloc(longest + 1)))).toBe(false)
    }),
    { numRuns: 300 },
  )
})
