import { compare, pairsAmong, type Verdict } from './comparison.ts'
import { type Interval, intervalOf } from './interval.ts'
import { meanOf, type Sample } from './sample.ts'
import { shrink } from './shrinkage.ts'

export interface Rank {
  /** Place of the sample in what was given. */
  index: number
  value: number
  /** 95 %, by itself. */
  interval: Interval | null
  /** Drawn towards the mean of all. */
  shrunk: number
  /** The first and last place that it can have: who is told apart is surely before or behind. */
  places: [best: number, worst: number]
  /** From 1. Who shares no group with another is told apart from it. */
  groups: number[]
}

/** Samples from the highest to the lowest. */
export function rank(samples: Sample[]): Rank[] {
  const shrunk = shrink(samples)
  const order = [...samples.keys()].sort((one, other) => at(shrunk, other) - at(shrunk, one))
  const verdicts = verdictsAmong(order.map(index => at(samples, index)))
  const groups = groupsOf(verdicts)
  return order.map((index, place) => {
    const own = at(verdicts, place)
    const count = (verdict: Verdict) => own.filter(found => found === verdict).length
    return {
      index,
      value: meanOf(at(samples, index)),
      interval: intervalOf(at(samples, index)),
      shrunk: at(shrunk, index),
      places: [1 + count('lower'), samples.length - count('higher')],
      groups: groups.flatMap(([from, to], group) =>
        from <= place && place <= to ? [group + 1] : [],
      ),
    }
  })
}

function verdictsAmong(samples: Sample[]): Verdict[][] {
  const comparisons = pairsAmong(samples.length)
  return samples.map(one =>
    samples.map(other =>
      one === other
        ? 'cannot-be-told-apart'
        : (compare(one, other, comparisons)?.verdict ?? 'cannot-be-told-apart'),
    ),
  )
}

/** Runs of places, each from one to the last that cannot be told apart from it. */
function groupsOf(verdicts: Verdict[][]): [from: number, to: number][] {
  const groups: [number, number][] = []
  let end = -1
  for (const [from, row] of verdicts.entries()) {
    const to = row.lastIndexOf('cannot-be-told-apart')
    if (to <= end) continue
    groups.push([from, to])
    end = to
  }
  return groups
}

function at<Item>(items: Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error(`expected ${items.length} items, found none at ${index}`)
  return item
}
