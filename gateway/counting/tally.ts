import type { SetAsideReason } from '../../shared/numbers.ts'

/** What is counted. A rating stands in the key: `answer:5`. */
export type Counted =
  | 'served'
  | `answer:${number}`
  /** Of these, answers of customers whom no sensor could see. */
  | `unseen:${number}`
  | `aside:${SetAsideReason}`
  /** Presses; each is an answer or set aside, and counts where its customer came. */
  | 'pressed'
  /** Visits told in an order that cannot be (left before they arrived). */
  | 'contradiction'
  /** Events that arrived. */
  | 'received'
  /** Presses and visits that the device told of in its heartbeats, and that never arrived. */
  | 'lost-presses'
  | 'lost-visits'
  /** Ms of opening time in which the device was known to be alive. */
  | 'alive'
  /** Of these, ms in which it could see who stands there. */
  | 'watched'
  /** Ms outside opening time in which it could see that nobody is served. */
  | 'watched-closed'

/** Counts of one device (or of what its devices sum up to) in one quarter of an hour. */
export type Tally = { [Key in Counted]?: number }

/** One change of a count, in the quarter-hour of `time`. */
export interface Entry {
  time: number
  what: Counted
  by: number
}

/** Adds one tally to another, in place; what becomes 0 is dropped, so equal tallies look equal. */
export function addTo(sum: Tally, tally: Tally, sign: 1 | -1 = 1): Tally {
  // Millions of times: a list of the entries would cost more than the sum.
  for (const what in tally) {
    const counted = what as Counted
    add(sum, counted, (tally[counted] ?? 0) * sign)
  }
  return sum
}

export function add(sum: Tally, what: Counted, by: number): void {
  if (by === 0) return
  const after = (sum[what] ?? 0) + by
  if (after === 0) delete sum[what]
  else sum[what] = after
}

/** Served customers, or null where nothing could see them: unknown is not zero. */
export function servedIn(tally: Tally): number | null {
  const isKnown = tally.watched || tally['watched-closed'] || tally.served
  return isKnown ? (tally.served ?? 0) : null
}

/** How many answers there are. */
export function answeredIn(tally: Tally): number {
  let sum = 0
  for (const what in tally) if (what.startsWith('answer:')) sum += tally[what as Counted] ?? 0
  return sum
}

/** Answers by rating. */
export function answersIn(tally: Tally): Record<string, number> {
  return withPrefix(tally, 'answer:')
}

/** Of these, answers of customers whom no sensor could see, by rating. */
export function unseenIn(tally: Tally): Record<string, number> {
  return withPrefix(tally, 'unseen:')
}

/** Presses that are no answers, by reason. */
export function setAsideIn(tally: Tally): Partial<Record<SetAsideReason, number>> {
  return withPrefix(tally, 'aside:')
}

function withPrefix(tally: Tally, prefix: string): Record<string, number> {
  const found: Record<string, number> = {}
  for (const what in tally) {
    if (what.startsWith(prefix)) found[what.slice(prefix.length)] = tally[what as Counted] ?? 0
  }
  return found
}

/** Whether it tells of customers, and nothing of their answers. */
export const isOfCustomers = (what: Counted) =>
  what === 'served' || what === 'watched' || what === 'watched-closed'

/** Of what was counted, only a part. */
export const only = (tally: Tally, isKept: (what: Counted) => boolean): Tally =>
  Object.fromEntries(Object.entries(tally).filter(([what]) => isKept(what as Counted)))
