/** What a date like 2026-03-02 is made of. */
const dateParts = ['year', 'month', 'day'] as const
export type DatePart = (typeof dateParts)[number]

export function partOf(date: string, part: DatePart): number {
  return Number(date.split('-')[dateParts.indexOf(part)])
}

/** The date with another day, month or year: in a shorter month its last day, and never after `latest`. */
export function withPart(date: string, part: DatePart, number: number, latest: string): string {
  const [year = 0, month = 0, day = 0] = dateParts.map(one =>
    one === part ? number : partOf(date, one),
  )
  const changed = textOf(year, month, Math.min(day, daysIn(year, month)))
  return changed < latest ? changed : latest
}

/** What can be chosen for a part of a date, up to `latest`. */
export function choicesFor(date: string, part: DatePart, latest: string): number[] {
  const [year, month] = [partOf(date, 'year'), partOf(date, 'month')]
  const last = partOf(latest, 'year')
  const first = Math.min(year, last - yearsBack)
  if (part === 'year') return upTo(last - first + 1).map(count => last + 1 - count)
  const isLatestYear = year === last
  if (part === 'month') return upTo(isLatestYear ? partOf(latest, 'month') : 12)
  const isLatestMonth = isLatestYear && month === partOf(latest, 'month')
  return upTo(isLatestMonth ? partOf(latest, 'day') : daysIn(year, month))
}

/** Logs of other makers may be as old when they are imported. */
const yearsBack = 20

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

const textOf = (year: number, ...others: number[]) =>
  [String(year).padStart(4, '0'), ...others.map(other => String(other).padStart(2, '0'))].join('-')
