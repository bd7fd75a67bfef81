import { cut, type Days, dayOf, type Span, startsMonth } from '../calendar.ts'
import { quarterMs, quarterOf } from '../counting/quarter.ts'
import { addTo, answersIn, type Tally } from '../counting/tally.ts'
import { blocksIn, blocksWithin, type Day, type Happened, runningBlock } from './blocks.ts'

/** What may be told of the customers of a touchpoint. */
export interface Telling {
  in(span: Span): Told
}

export interface Told {
  /** Null: the customers of this span are too few to be told of. */
  tally: Tally | null
  /** The part of the span that is told. */
  shown: Span | null
}

/** What was counted at a touchpoint. */
export interface Counts {
  /** By the number of the quarter-hour. */
  quarters(span: Span): Map<number, Tally>
  /** What was counted some time within a span, nobody knows when. */
  untimed(span: Span): Tally[]
  /** From the first to the last quarter-hour in which anything was counted. */
  everything: Span | null
}

/** A shorter time is told as a whole or not at all: half an hour is no hour. */
const shortestInPart = 23 * 3_600_000

/** Reads what may be told of a span, and of every part of it. */
export function openTelling(
  counts: Counts,
  asked: Span,
  days: Days,
  minimum: number,
  now: number,
): Telling {
  const { everything } = counts
  const from = Math.max(asked.from, dayOf(everything?.from ?? asked.to, days).from)
  const to = Math.min(asked.to, dayOf(everything?.to ?? asked.from, days).to)
  const whole = {
    from: beginning(dayOf(from, days).from),
    to: Math.max(dayOf(from, days).to, dayOf(to - 1, days).to),
  }
  const quarters = counts.quarters(whole)
  const happened = runningSums(whole, quarters)
  const settled = monthsIn(whole, days).flatMap(month => blocksIn(month, minimum, now, happened))
  const running = {
    from: settled.at(-1)?.to ?? whole.from,
    to: Math.min(whole.to, Math.ceil(now / quarterMs) * quarterMs),
  }
  const blocks = [...settled, ...runningBlock(running, minimum, happened)]

  /**
   * A day that begins a block, whatever came before: the one after a day that is large enough, or
   * the first of a month. What is left at the end of a month is told to nobody.
   */
  function beginning(day: number): number {
    if (day <= (everything?.from ?? day) || startsMonth(day, days)) return day
    const before = dayOf(day - 1, days)
    const sum = [...counts.quarters(before).values()].reduce((all, one) => addTo(all, one), {})
    return answersOf(sum) >= minimum && before.to <= now ? day : beginning(before.from)
  }

  function sumOf(span: Span): Tally {
    const sum: Tally = {}
    const from = Math.max(span.from, whole.from)
    for (let time = from; time < Math.min(span.to, whole.to); time += quarterMs) {
      addTo(sum, quarters.get(quarterOf(time)) ?? {})
    }
    return sum
  }

  return {
    in(span) {
      const within = blocksWithin(blocks, span)
      const [begin, end] = [within[0], within.at(-1)]
      const untimed = counts.untimed(span).filter(tally => answersOf(tally) >= minimum)
      const left = within.reduce(
        (rest, { from, to }) => rest - peopleIn(happened(from, to)),
        peopleIn(happened(span.from, span.to)),
      )
      const isWhole = left === 0
      if (isWhole && within.length + untimed.length === 0) {
        return { tally: sumOf(span), shown: span }
      }
      if (!begin || !end) return { tally: null, shown: null }
      if (!isWhole && span.to - span.from < shortestInPart) return { tally: null, shown: null }
      const shown = isWhole ? span : { from: begin.from, to: end.to }
      const tally: Tally = {}
      for (const part of [...within.map(sumOf), ...untimed]) addTo(tally, withoutFew(part, minimum))
      return { tally, shown }
    },
  }
}

function monthsIn(span: Span, days: Days): Day[][] {
  const months: Day[][] = []
  for (const day of cut(span, 'day', days)) {
    const month = months.at(-1)
    const withHours = { ...day, hours: [...cut(day, 'hour', days)] }
    if (month && !startsMonth(day.from, days)) month.push(withHours)
    else months.push([withHours])
  }
  return months
}

/** Sums of any time at once, whatever its length. */
function runningSums({ from, to }: Span, quarters: Map<number, Tally>) {
  const sums: Happened[] = [{ served: 0, answers: 0 }]
  for (let time = from; time < to; time += quarterMs) {
    const tally = quarters.get(quarterOf(time)) ?? {}
    const { served = 0, answers = 0 } = sums.at(-1) ?? {}
    sums.push({ served: served + (tally.served ?? 0), answers: answers + answersOf(tally) })
  }
  const until = (time: number) =>
    sums[Math.min(Math.max(0, Math.ceil((time - from) / quarterMs)), sums.length - 1)]
  return (begin: number, end: number): Happened => ({
    served: (until(end)?.served ?? 0) - (until(begin)?.served ?? 0),
    answers: (until(end)?.answers ?? 0) - (until(begin)?.answers ?? 0),
  })
}

const peopleIn = ({ served, answers }: Happened) => served + answers

/** Where a sensor saw a few of the customers only, nobody knows how many there were. */
function withoutFew(tally: Tally, minimum: number): Tally {
  const { served = 0, watched: _open, 'watched-closed': _closed, ...others } = tally
  if (served === 0 || served >= minimum) return tally
  const unseen = Object.entries(answersIn(tally)).map(([rating, n]) => [`unseen:${rating}`, n])
  return { ...others, ...Object.fromEntries(unseen) }
}

const answersOf = (tally: Tally) =>
  Object.values(answersIn(tally)).reduce((sum, answers) => sum + answers, 0)
