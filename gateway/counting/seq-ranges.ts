/** What arrived of one boot: runs of seq without holes, in order, both ends part of it. */
export type SeqRanges = [first: number, last: number][]

/** Adds a seq; null when it is there already. */
export function withSeq(ranges: SeqRanges, seq: number): SeqRanges | null {
  // Almost every event is the next one, or opens a hole at the end.
  const end = ranges.at(-1)
  if (!end || seq > end[1] + 1) return [...ranges, [seq, seq]]
  if (seq === end[1] + 1) return ranges.with(-1, [end[0], seq])
  const index = ranges.findIndex(([, last]) => seq <= last + 1)
  const range = ranges[index]
  if (!range || (seq >= range[0] && seq <= range[1])) return null
  const after = ranges.slice()
  if (seq < range[0] - 1) {
    after.splice(index, 0, [seq, seq])
  } else if (seq === range[0] - 1) {
    after[index] = [seq, range[1]]
  } else {
    const next = ranges[index + 1]
    const closesHole = next && next[0] === seq + 1
    after.splice(index, closesHole ? 2 : 1, [range[0], closesHole ? next[1] : seq])
  }
  return after
}

/** The seqs up to the highest one received that never arrived. */
export function holesIn(ranges: SeqRanges): SeqRanges {
  let expected = 1
  const holes: SeqRanges = []
  for (const [first, last] of ranges) {
    if (first > expected) holes.push([expected, first - 1])
    expected = last + 1
  }
  return holes
}

export const countIn = (ranges: SeqRanges) =>
  ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
