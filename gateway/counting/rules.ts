/** How presses and visits of one device are counted; times in ms. */
export interface Rules {
  /** Rating of each button, lowest button first; null: as many as the device has buttons. */
  ratingsAt(time: number): number[] | null
  isOpen(time: number): boolean
  /** How much of a span of time is opening time, ms. */
  openMs(from: number, to: number): number
  /** A press this long after the customer left is still theirs: they stepped aside. */
  graceMs: number
  /** Within this time of the first press, a customer may correct it. */
  correctionMs: number
  /** Without a rangefinder, presses this close together are one customer's. */
  holdOffMs: number
  /** This many presses within `mashingMs` are play, not answers. */
  mashingPresses: number
  mashingMs: number
  /** Nobody is there longer: the end was lost, or it is no customer. */
  longestVisitMs: number
  /** A device is known to be alive between two events this close together. */
  aliveMs: number
}

/** The rules at a moment: a fact is counted by those of its own time. */
export type RulesAt = (time: number) => Rules

/** The rules that are numbers; each can be set for a touchpoint. */
export type Thresholds = Omit<Rules, 'ratingsAt' | 'isOpen' | 'openMs'>

export const commonThresholds: Thresholds = {
  graceMs: 3000,
  correctionMs: 10_000,
  holdOffMs: 3000,
  mashingPresses: 6,
  mashingMs: 5000,
  longestVisitMs: 4 * 3_600_000,
  aliveMs: 150_000,
}

export const alwaysOpen: Pick<Rules, 'isOpen' | 'openMs'> = {
  isOpen: () => true,
  openMs: (from, to) => to - from,
}

/** The ratings of a scale: what the touchpoint says, else one per button. */
export function scaleOf(ratings: number[] | null, buttons: number | null): number[] {
  return ratings ?? Array.from({ length: buttons ?? usualButtons }, (_, index) => index + 1)
}

/** The rating of a button, or undefined where there is no such button. */
export function ratingOf(
  button: number,
  ratings: number[] | null,
  buttons: number | null,
): number | undefined {
  if (ratings) return ratings[button - 1]
  return button <= (buttons ?? usualButtons) ? button : undefined
}

const usualButtons = 5
