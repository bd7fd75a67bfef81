import { locale, t } from './language.ts'

/** 0 to 1. */
export function percent(share: number | null): string {
  return inWords(share, { style: 'percent', maximumFractionDigits: 1 })
}

/** Where a tenth of it would say too much. */
export function wholePercent(share: number): string {
  return inWords(share, { style: 'percent', maximumFractionDigits: 0 })
}

export function decimal(value: number | null, digits: number): string {
  return inWords(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** Customers or answers; few ones are told of to nobody. */
export function count(number: number | null, hidden = false): string {
  if (hidden) return t('frame.few')
  return number === null ? t('frame.unknown') : integer(number)
}

/** From one value to another. */
export function interval(
  [low, high]: readonly [number, number],
  shown: (value: number) => string,
): string {
  return t('frame.interval', { low: shown(low), high: shown(high) })
}

/** As it is typed into a field. */
export function typed(value: number): string {
  return inWords(value, { maximumFractionDigits: 3, useGrouping: false })
}

/** Counts. */
export function integer(count: number): string {
  return inWords(count, { maximumFractionDigits: 0 })
}

export function signedDecimal(value: number, digits: number): string {
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return inWords(value, { signDisplay: 'exceptZero', ...fraction }).replace('-', '−')
}

export function signed(value: number | null): string {
  const words = inWords(value, { signDisplay: 'exceptZero', maximumFractionDigits: 0 })
  return words.replace('-', '−')
}

export function day(at: number, timeZone: string): string {
  return date(at, { weekday: 'long', day: 'numeric', month: 'long', timeZone })
}

export function timeOfDay(at: number, timeZone: string): string {
  return date(at, { timeStyle: 'short', timeZone })
}

/** A date like 2026-03-02. */
export function dayOfDate(text: string): string {
  return date(Date.parse(text), { dateStyle: 'medium', timeZone: 'UTC' })
}

/** 1 is Monday. */
export function weekdayName(weekday: number): string {
  const monday = Date.UTC(2024, 0, 1)
  return date(monday + (weekday - 1) * 86_400_000, { weekday: 'short', timeZone: 'UTC' })
}

/** A full hour, where there is little room. */
export function hourOfDay(hour: number): string {
  return inWords(hour, { minimumIntegerDigits: 2 })
}

export const dateTime = date

export function shortDay(at: number, timeZone: string): string {
  return date(at, { weekday: 'short', day: 'numeric', month: 'short', timeZone })
}

export function exactMoment(at: number, timeZone: string): string {
  return date(at, { dateStyle: 'short', timeStyle: 'medium', timeZone })
}

/** Of ms, in its largest unit. */
export function duration(ms: number): string {
  const [unit, step] = STEPS.find(([, step]) => ms >= step) ?? (['second', 1_000] as const)
  const digits = ms / step < 10 ? 1 : 0
  return inWords(ms / step, { style: 'unit', unit, maximumFractionDigits: digits })
}

export function clock(at: number): string {
  return date(at, { timeStyle: 'medium' })
}

export function moment(at: number): string {
  return date(at, { dateStyle: 'medium', timeStyle: 'short' })
}

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

export function ago(at: number, now: number): string {
  const age = Math.max(0, now - at)
  const [unit, ms] = STEPS.find(([, step]) => age >= step) ?? (['second', 1_000] as const)
  const format = made(`ago ${locale()}`, () => new Intl.RelativeTimeFormat(locale()))
  return format.format(-Math.floor(age / ms), unit)
}

function inWords(value: number | null, options: Intl.NumberFormatOptions): string {
  if (value === null) return t('frame.unknown')
  const key = `${locale()} ${JSON.stringify(options)}`
  return made(key, () => new Intl.NumberFormat(locale(), options)).format(value)
}

function date(at: number, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale()} ${JSON.stringify(options)}`
  return made(key, () => new Intl.DateTimeFormat(locale(), options)).format(at)
}

// Making a format takes a thousand times longer than using it.
const formats = new Map<string, unknown>()

function made<Format>(key: string, make: () => Format): Format {
  const known = formats.get(key) as Format | undefined
  if (known) return known
  const fresh = make()
  formats.set(key, fresh)
  return fresh
}
