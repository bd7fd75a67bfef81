/*
 * When something happened, by a device whose own clock cannot be trusted. Such a device still
 * counts the ms since its start (`up`), and no event arrives before it happened: the promptest
 * arrivals tell where the start lies on the wall clock.
 *
 * Its own second may be too long or too short by up to 1 ms (bad oscillators reach half of that,
 * quartzes a twentieth). So each arrival is a witness whose word weakens by 1 µs for each ms of `up` that
 * lies between; the earliest start that any witness allows is taken. It is kept at knots, and
 * events between two knots lie on the line between them.
 */
const knotMs = 4 * 60_000

/** Witnesses are heard in whole steps and knots, or each would know a little better than the last. */
const stepMs = 250

export interface Knot {
  /** Knots are numbered along `up`, from 0 at the start of the boot. */
  at: number
  /** Where the start of the boot lies at this knot: epoch µs, as far as witnesses allow. */
  startUs: number
  /** Ms of `up` between the knot and its witness. */
  witnessMs: number
}

/** The knots of one boot; there are those on both sides of each of its events. */
export interface Knots {
  get(at: number): Knot | null
  before(at: number): Knot | null
  after(at: number): Knot | null
  set(knot: Knot): void
}

/** Events that were placed in this span (epoch ms) have to be placed anew. */
type Bend = { from: number; to: number } | null

/** Hears a witness: an event at `up` says that its boot began at `start` (epoch ms) or earlier. */
export function hearWitness(knots: Knots, up: number, start: number): Bend {
  const left = Math.floor(up / knotMs)
  const changed: Change[] = []
  for (const at of [left, left + 1]) {
    lower(knots, witnessAt(at, start), changed)
  }
  return spanOf(
    knots,
    changed.filter(({ before }) => before !== null),
  )
}

/**
 * Whether the clock of a boot may rest on a witness that was heard: without it the clock might be
 * another, or reach less far.
 */
export function mayBind(knots: Knots, up: number, start: number): boolean {
  const left = Math.floor(up / knotMs)
  if (!knots.before(left) || !knots.after(left + 1)) return true
  return [left, left + 1].some(at => {
    const knot = knots.get(at)
    return !knot || !isLower(knot, witnessAt(at, start))
  })
}

/** Witnesses that say the same of the same knots can stand for each other. */
export const wordOf = (up: number, start: number) =>
  `${Math.floor(up / knotMs)} ${Math.floor(start / stepMs)}`

interface Change {
  before: Knot | null
  after: Knot
}

/** Where events next to the moved knots may have been placed, and may be now. */
function spanOf(knots: Knots, moved: Change[]): Bend {
  if (moved.length === 0) return null
  const places = moved.map(({ after }) => after.at)
  const [first, last] = [Math.min(...places) - 1, Math.max(...places) + 1]
  const edges = [knots.get(first), knots.get(last)]
  const starts = [...moved.flatMap(({ before, after }) => [before, after]), ...edges].flatMap(
    knot => (knot ? startAt(knot) : []),
  )
  return {
    from: Math.max(0, Math.min(...starts) + first * knotMs),
    to: Math.max(...starts) + last * knotMs + 1,
  }
}

/** What it says at a knot beside it. */
const witnessAt = (at: number, start: number): Knot => ({
  at,
  startUs: Math.floor(start / stepMs) * stepMs * 1000 + knotMs,
  witnessMs: knotMs,
})

function lower(knots: Knots, witness: Knot, changed: Change[]) {
  const found = knots.get(witness.at)
  const known = found ?? nearest(knots, witness.at)
  const knot = known && !isLower(witness, known) ? known : witness
  if (found === knot) return
  put(knots, found, knot, changed)
  for (const side of ['before', 'after'] as const) {
    for (let next = knots[side](knot.at); next; next = knots[side](next.at)) {
      const seen = seenFrom(knot, next.at)
      if (!isLower(seen, next)) break
      put(knots, next, seen, changed)
    }
  }
}

function put(knots: Knots, before: Knot | null, after: Knot, changed: Change[]) {
  knots.set(after)
  const isSame = before && startAt(before) === startAt(after) && errorAt(before) === errorAt(after)
  if (!isSame) changed.push({ before, after })
}

/** What the neighbours say about a knot that nobody spoke of yet. */
function nearest(knots: Knots, at: number): Knot | null {
  const [before, after] = [knots.before(at), knots.after(at)]
  const [left, right] = [before && seenFrom(before, at), after && seenFrom(after, at)]
  if (!left || !right) return left ?? right
  return isLower(right, left) ? right : left
}

function seenFrom({ at, startUs, witnessMs }: Knot, from: number): Knot {
  const distanceMs = Math.abs(from - at) * knotMs
  return { at: from, startUs: startUs + distanceMs, witnessMs: witnessMs + distanceMs }
}

const isLower = (one: Knot, other: Knot) =>
  one.startUs < other.startUs || (one.startUs === other.startUs && one.witnessMs < other.witnessMs)

/** Start of the boot at a knot, epoch ms, in whole steps so that it rests. */
export const startAt = ({ startUs }: Knot) => Math.floor(startUs / 1000 / stepMs) * stepMs

/** How far the truth may lie from it: a step, a slow arrival, and what the clock may have strayed. */
function errorAt({ witnessMs }: Knot): number {
  return Math.ceil((2 * stepMs + (2 * witnessMs) / 1000) / 1000) * 1000
}

/** When an event at `up` happened, epoch ms, and how far the truth may lie from that. */
export function timeAt(knots: Knots, up: number): { time: number; errorMs: number } {
  const left = Math.floor(up / knotMs)
  const [before, after] = [knots.get(left), knots.get(left + 1)]
  if (!before || !after) throw new Error(`expected knots ${left} and ${left + 1} of the boot`)
  const share = up / knotMs - left
  const start = Math.round(startAt(before) + (startAt(after) - startAt(before)) * share)
  return {
    time: Math.max(0, start + up),
    errorMs: Math.max(errorAt(before), errorAt(after)),
  }
}
