import type { ServedSource } from '../../shared/numbers.ts'
import type { Day, Span } from '../calendar.ts'
import { quarterMs, quarterOf } from '../counting/quarter.ts'
import type { Period } from '../counting/served.ts'
import { answeredIn, isOfCustomers } from '../counting/tally.ts'
import { type Blocks, blocksIn, runningBlock, visitBlocks } from './blocks.ts'
import { openQuarters } from './quarters.ts'

/** What may be told of the customers of a touchpoint. */
export interface Telling {
  /** What is told once of a span is told for ever, so it cannot be subtracted from what comes. */
  in(span: Span): Told
  /** The same, and what came since, as it grows: for those only who see it with the rest of today. */
  upToNow(span: Span): Told
  /** Everything that is known of a span, for whoever may see all of it. */
  all(span: Span): Period
}

export interface Told {
  /** Null: the customers of this span are too few to be told of. */
  period: Period | null
  /** The part of the span that is told. */
  shown: Span | null
  /** What is left out between its ends. */
  gaps: Span[]
}

/** Where all that is known of a touchpoint is found. */
export interface Known {
  read(span: Span): Period
  /** Whether there are at least so many answers in a span. */
  hasAnswers(span: Span, minimum: number): boolean
  /** From the first to the last quarter-hour of which anything is known. */
  everything: Span | null
}

/** A shorter time is told as a whole or not at all: half an hour is no hour. */
const shortestInPart = 23 * 3_600_000

/** Reads what may be told of a span, and of every part of it. */
export function openTelling(
  { read, hasAnswers, everything }: Known,
  asked: Span,
  /** The local day in which a moment lies. */
  dayAt: (time: number) => Day,
  minimum: number,
  /** Nothing changes any more that came before `settledTo`. */
  { now, settledTo }: { now: number; settledTo: number },
): Telling {
  const from = Math.max(asked.from, dayAt(everything?.from ?? asked.to).from)
  const to = Math.min(asked.to, dayAt(everything?.to ?? asked.from).to)
  const whole = {
    from: beginning(dayAt(from).from),
    to: Math.max(dayAt(from).to, dayAt(to - 1).to),
  }
  const reach = {
    from: Math.min(asked.from, whole.from),
    to: Math.max(asked.to, whole.to),
  }
  const period = read(reach)
  const quarters = openQuarters(period, whole)
  const { happened } = quarters
  const settled = monthsIn(whole, dayAt).map(month => blocksIn(month, minimum, settledTo, happened))
  const newest = settled.at(-1)
  const running = {
    from: newest?.ends.at(-1) ?? newest?.from ?? whole.from,
    to: Math.min(whole.to, Math.ceil(now / quarterMs) * quarterMs),
  }

  /**
   * A day that begins a block, whatever came before: the one after a day that is large enough, or
   * the first of a month. What is left at the end of a month is told to nobody.
   */
  function beginning(day: number): number {
    if (day <= (everything?.from ?? day) || dayAt(day).startsMonth) return day
    const before = dayAt(day - 1)
    return before.to <= settledTo && hasAnswers(before, minimum) ? day : beginning(before.from)
  }

  /** What happened some time within a span, if it was enough. */
  const looseIn = ({ from, to }: Span) =>
    period.loose.filter(
      one =>
        one.from >= quarterOf(from) &&
        one.to < quarterOf(Math.min(to, settledTo)) &&
        answeredIn(one.tally) >= minimum,
    )

  const peopleIn = ({ from, to }: Span) => {
    const { served, answers } = happened(from, to)
    return served + answers
  }

  /** Blocks one after the other that are told alike are read at once: a month has thousands. */
  function partsOf(all: Blocks[], within: Span): Part[] {
    const parts: Part[] = []
    const take = (from: number, to: number) => {
      const few = quarters.fewIn(from, to, minimum)
      const last = parts.at(-1)
      if (last?.span.to === from && last.few.length + few.length === 0) last.span.to = to
      else parts.push({ span: { from, to }, few })
    }
    for (const blocks of all) visitBlocks(blocks, within, take)
    return parts
  }

  /** Of whose customers nothing is left to tell but that elsewhere nobody came. */
  function silencedIn(parts: Part[]): ServedSource[] {
    const few = new Set(parts.flatMap(part => part.few))
    return [...few].filter(source =>
      parts.every(part => part.few.includes(source) || !quarters.countedBy(source, part.span)),
    )
  }

  function told(span: Span, blocks: Blocks[]): Told {
    const parts = partsOf(blocks, span)
    const [begin, end] = [parts[0]?.span, parts.at(-1)?.span]
    const loose = looseIn(span)
    const left = parts.reduce((rest, part) => rest - peopleIn(part.span), peopleIn(span))
    if (left === 0 && parts.length + loose.length === 0) {
      return { period: quarters.within(span), shown: span, gaps: [] }
    }
    const isWhole = left === 0
    if (!begin || !end) return nothing
    if (!isWhole && span.to - span.from < shortestInPart) return nothing
    const silenced = silencedIn(parts)
    const told = parts.map(({ span, few }) => without([...few, ...silenced], quarters.within(span)))
    const period = {
      tallies: told.flatMap(({ tallies }) => tallies),
      loose,
      quarters: told.flatMap(part => part.quarters),
    }
    if (isWhole) return { period, shown: span, gaps: [] }
    return { period, shown: { from: begin.from, to: end.to }, gaps: gapsIn(parts) }
  }

  return {
    all: span => (span.from === reach.from && span.to === reach.to ? period : read(span)),
    in: span => told(span, settled),
    upToNow: span => told(span, [...settled, runningBlock(running, minimum, happened)]),
  }
}

/** Blocks in a row of which all is told, or one that somebody counted few customers in. */
interface Part {
  span: Span
  few: ServedSource[]
}

const nothing: Told = { period: null, shown: null, gaps: [] }

const gapsIn = (parts: { span: Span }[]): Span[] =>
  parts.flatMap(({ span: { from } }, index) => {
    const before = parts[index - 1]?.span.to ?? from
    return before < from ? [{ from: before, to: from }] : []
  })

function monthsIn(span: Span, dayAt: (time: number) => Day): Day[][] {
  const months: Day[][] = []
  for (let from = span.from; from < span.to; ) {
    const day = dayAt(from)
    const month = months.at(-1)
    if (month && !day.startsMonth) month.push(day)
    else months.push([day])
    from = day.to
  }
  return months
}

/** Where somebody counted a few of the customers only, nobody knows how many there were. */
function without(few: ServedSource[], { tallies, loose, quarters }: Period): Period {
  if (few.length === 0) return { tallies, loose, quarters }
  const isTold = (source: ServedSource) => !few.includes(source)
  return {
    tallies: isTold('presence')
      ? tallies
      : tallies.map(table => table.only(what => !isOfCustomers(what))),
    loose,
    quarters: quarters.map(({ quarter, till, manual }) => ({
      quarter,
      till: isTold('till') ? till : null,
      manual: isTold('manual') ? manual : null,
    })),
  }
}
