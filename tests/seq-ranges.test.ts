import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countIn, enterSeq, holesIn, type SeqRanges } from '../gateway/counting/seq-ranges.ts'

test('ranges know exactly what a set knows', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 120 }), seqs => {
      const ranges: SeqRanges = []
      const set = new Set<number>()
      for (const seq of seqs) {
        expect(enterSeq(ranges, seq)).toBe(!set.has(seq))
        set.add(seq)
      }
      const inRanges = ranges.flatMap(([first, last]) => span(first, last))
      expect(inRanges).toEqual([...set].sort((a, b) => a - b))
      expect(countIn(ranges)).toBe(set.size)
      const missing = holesIn(ranges).flatMap(([first, last]) => span(first, last))
      expect(missing).toEqual(span(1, Math.max(0, ...set)).filter(seq => !set.has(seq)))
    }),
    { numRuns: 1000 },
  )
})

const span = (first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
