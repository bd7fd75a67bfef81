import type { SetAsideReason } from '../../shared/numbers.ts'
import type { Rules } from './rules.ts'
import type { Entry } from './tally.ts'

interface CountedPress {
  at: number
  /** When its customer came: their answer counts in that quarter-hour. */
  from: number
  seen: boolean
  rating: number
  as: 'answer' | SetAsideReason
  /** The answer in whose place it came: should it prove to be play, that one stands again. */
  replaced?: CountedPress
}

/**
 * The presses of one customer, of which one becomes the answer. Only the last few are kept:
 * enough to see a burst, so a thousand presses cost no more than six.
 */
export interface Ballot {
  from: number
  /** Whether a sensor saw the customer. */
  seen: boolean
  answer: CountedPress | null
  /** When the first press opened the time for corrections. */
  firstAt: number | null
  recent: CountedPress[]
}

export const newBallot = (from: number, seen: boolean, recent: CountedPress[] = []): Ballot => ({
  from,
  seen,
  answer: null,
  firstAt: null,
  recent,
})

/** Casts a press: what it counts as, and what it changes about the presses before it. */
export function cast(
  before: Ballot,
  press: { at: number; rating: number },
  rules: Rules,
): { after: Ballot; entries: Entry[] } {
  const entries: Entry[] = [{ time: before.from, what: 'pressed', by: 1 }]
  const first = before.recent.at(1 - rules.mashingPresses)
  if (first && press.at - first.at <= rules.mashingMs) {
    return castMashing(before, press, rules, entries)
  }

  let { answer, recent, firstAt } = before
  let mine: CountedPress = { ...press, from: before.from, seen: before.seen, as: 'answer' }
  if (answer && firstAt !== null && press.at - firstAt > rules.correctionMs) {
    mine = { ...mine, as: 'repeat' }
    entries.push(setAside(mine))
  } else {
    if (answer) {
      const as = answer.rating === press.rating ? 'repeat' : 'corrected'
      entries.push(...answered(answer, -1), setAside({ ...answer, as }))
      recent = recent.map(old =>
        old.at === answer?.at && old.as === 'answer' ? { ...old, as } : old,
      )
      const { replaced: _, ...replaced } = answer
      mine = { ...mine, replaced: { ...replaced, as } }
    }
    entries.push(...answered(mine))
    answer = mine
    firstAt ??= press.at
  }
  recent = [...recent, mine].slice(1 - rules.mashingPresses)
  return { after: { ...before, answer, firstAt, recent }, entries }
}

/**
 * The burst is now long enough to be seen: all its presses are set aside, the answer with them. The
 * answer that was given before it stands, for nobody corrected that.
 */
function castMashing(
  before: Ballot,
  press: { at: number; rating: number },
  rules: Rules,
  entries: Entry[],
): { after: Ballot; entries: Entry[] } {
  let restored: CountedPress | null = null
  const burst = before.recent.map(({ replaced, ...old }): CountedPress => {
    if (old.as === 'mashing') return old
    const mashing: CountedPress = { ...old, as: 'mashing' }
    entries.push(...(old.as === 'answer' ? answered(old, -1) : [setAside(old, -1)]))
    entries.push(setAside(mashing))
    if (replaced && !before.recent.some(({ at }) => at === replaced.at)) {
      const answer: CountedPress = { ...replaced, as: 'answer' }
      entries.push(setAside(replaced, -1), ...answered(answer))
      if (answer.from === before.from) restored = answer
    }
    return mashing
  })
  const mine: CountedPress = { ...press, from: before.from, seen: before.seen, as: 'mashing' }
  entries.push(setAside(mine))
  const { answer } = before
  const revoked = before.recent.some(old => old.as === 'answer' && old.at === answer?.at)
  const recent = [...burst, mine].slice(1 - rules.mashingPresses)
  if (!revoked) return { after: { ...before, recent }, entries }
  const firstAt = restored && before.firstAt
  return { after: { ...before, answer: restored, firstAt, recent }, entries }
}

function answered({ from, rating, seen }: CountedPress, by = 1): Entry[] {
  const answer: Entry = { time: from, what: `answer:${rating}`, by }
  return seen ? [answer] : [answer, { time: from, what: `unseen:${rating}`, by }]
}

const setAside = (press: CountedPress, by = 1): Entry => ({
  time: press.from,
  what: `aside:${press.as as SetAsideReason}`,
  by,
})
