/** What arrived of one boot: runs of seq without holes, in order, both ends part of it. */
export type SeqRanges = [first: number, last: number][]

/** Enters a seq among them; false when it is there already. */
export function enterSeq(ranges: SeqRanges, seq: number): boolean {
  // Almost every event is the next one, or opens a hole at the end.
  const end = ranges.at(-1)
  if (!end || seq > end[1] + 1) {
    ranges.push([seq, seq])
    return true
  }
  if (seq === end[1] + 1) {
    end[1] = seq
    return true
  }
  const index = ranges.findIndex(([, last]) => seq <= last + 1)
  const range = ranges[index]
  if (!range || (seq >= range[0] && seq <= range[1])) return false
  if (seq < range[0] - 1) {
    ranges.splice(index, 0, [seq, seq])
  } else if (seq === range[0] - 1) {
    range[0] = seq
  } else {
    const next = ranges[index + 1]
    const closesHole = next && next[0] === seq + 1
    range[1] = closesHole ? next[1] : seq
    if (closesHole) ranges.splice(index + 1, 1)
  }
  return true
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
