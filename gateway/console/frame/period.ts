import { z } from 'zod'
import { choicesOf } from './view.ts'

const dayMs = 86_400_000

/** Days by their dates, as 2026-03-02; the last one is part of it. */
export interface Period {
  first: string
  last: string
}

/** The date of a moment where the site is. */
export function dateOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
}

export function daysIn({ first, last }: Period): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1
}

export interface ChosenPeriod {
  period: Period
  /** Null when the period was chosen by its dates. */
  days: number | null
  /** The date of now where the site is. */
  today: string
}

const date = z.iso.date().optional().catch(undefined)

/** As it stands in the address; what nobody can read is as if it did not stand there. */
const Choices = z.object({
  days: z.coerce.number().int().min(1).max(400).catch(7),
  from: date,
  to: date,
})

/** So many days up to today. */
export function lastDays(count: number, now: number, timeZone: string): Period {
  const last = dateOf(now, timeZone)
  return { first: addDays(last, 1 - count), last }
}

/** The period that was chosen; dates in a wrong order are turned. */
export function chosenPeriod(now: number, timeZone: string): ChosenPeriod {
  const { days, from, to } = choicesOf(Choices)
  const today = dateOf(now, timeZone)
  const last = to ?? today
  const first = from ?? addDays(last, 1 - days)
  const period = first <= last ? { first, last } : { first: last, last: first }
  return { period, days: from === undefined && to === undefined ? days : null, today }
}

/** As many days, ending where this period begins. */
export function periodBefore(period: Period): Period {
  return { first: addDays(period.first, -daysIn(period)), last: addDays(period.first, -1) }
}

/** As the gateway asks for it: the end is not part of it. */
export function spanOf({ first, last }: Period): { from: string; to: string } {
  return { from: first, to: addDays(last, 1) }
}
