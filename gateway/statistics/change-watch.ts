/** Customers of whom some were counted: the critical ones, or those who supported. */
export interface Counted {
  customers: number
  counted: number
}

/** Whether the share of those counted is watched for rising or for falling. */
export type Direction = 'rises' | 'falls'

/** What speaks for a change, since it began to. */
export interface Evidence extends Counted {
  /** Logarithm of how much likelier the change is than none. */
  strength: number
  /** How many would have been counted as usual. */
  expected: number
  /** When it began, epoch ms; null: nothing speaks for a change. */
  since: number | null
}

export const noEvidence: Evidence = {
  strength: 0,
  customers: 0,
  counted: 0,
  expected: 0,
  since: null,
}

/**
 * Weighs the customers of an hour against the usual share of those counted: a cumulative sum of
 * logarithms of likelihood ratios, never below 0 (E. S. Page, "Continuous Inspection Schemes",
 * Biometrika 41 (1954) 100-115). The change looked for is one that doubles or halves the odds.
 */
export function weigh(
  before: Evidence,
  at: number,
  { customers, counted }: Counted,
  usual: number,
  direction: Direction,
): Evidence {
  const changed = direction === 'rises' ? (2 * usual) / (1 + usual) : usual / (2 - usual)
  const strength =
    before.strength +
    counted * Math.log(changed / usual) +
    (customers - counted) * Math.log((1 - changed) / (1 - usual))
  if (strength <= 0) return noEvidence
  return {
    strength,
    customers: before.customers + customers,
    counted: before.counted + counted,
    expected: before.expected + customers * usual,
    since: before.since ?? at,
  }
}

/**
 * How strong the evidence of one of several watches must be for an alarm, so that at most so many
 * are false: on average e^strength customers pass before a false one (G. Lorden, "Procedures for
 * reacting to a change in distribution", Annals of Mathematical Statistics 42 (1971) 1897-1908).
 */
export const strengthFor = (customersPerMonth: number, falsePerMonth: number, watches: number) =>
  Math.log(Math.max(1, (customersPerMonth * watches) / falsePerMonth))

/** Few customers of the same hours say less than all the others: as much as so many of these. */
const weightOfAll = 100

/** The usual share in an hour, by the same hours of past weeks and by all their hours. */
export function usualShare(sameHours: Counted, allHours: Counted): number {
  // One customer of either kind is added: nothing is impossible because it was not seen yet.
  const all = (allHours.counted + 1) / (allHours.customers + 2)
  return (sameHours.counted + weightOfAll * all) / (sameHours.customers + weightOfAll)
}
