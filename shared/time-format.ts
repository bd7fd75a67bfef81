import { Temporal } from 'temporal-polyfill'

/**
 * Reads a time as text into epoch ms; null when it is not of that form. A local time that exists
 * twice is the earlier one, unless that lies before `notBefore`: logs go on in order of time.
 */
export type ReadTime = (text: string, notBefore?: number) => number | null

const parts = { yyyy: 'year', MM: 'month', dd: 'day', HH: 'hour', mm: 'minute', ss: 'second' }

/** Makes a reader of times in a format; `zone` is that of local times. Null: no such format. */
export function readTimeFormat(format: string, zone: string): ReadTime | null {
  if (format === 'epoch-ms') return text => (/^\d+$/.test(text) ? Number(text) : null)
  if (format === 'epoch-s') {
    return text => (/^\d+(\.\d+)?$/.test(text) ? Math.round(1000 * Number(text)) : null)
  }
  if (format === 'iso') return (text, notBefore) => readIso(text, zone, notBefore)
  if (!format.includes('yyyy') || !format.includes('MM') || !format.includes('dd')) return null
  const pattern = patternOf(format)
  return (text, notBefore) => {
    const fields = pattern.exec(text)?.groups
    if (!fields) return null
    const numbers = Object.fromEntries(
      Object.entries(fields).map(([field, digits]) => [field, Number(digits)]),
    ) as { year: number; month: number; day: number }
    const read = () => Temporal.PlainDateTime.from(numbers, { overflow: 'reject' })
    return orNull(read, zone, notBefore)
  }
}

function patternOf(format: string): RegExp {
  const escaped = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = escaped.replace(/yyyy|MM|dd|HH|mm|ss/g, letters => {
    const field = parts[letters as keyof typeof parts]
    return `(?<${field}>\\d{${letters.length}})`
  })
  return new RegExp(`^${pattern}$`)
}

function readIso(text: string, zone: string, notBefore?: number): number | null {
  if (/(Z|[+-]\d\d:?\d\d)$/i.test(text)) {
    const time = Date.parse(text)
    return Number.isNaN(time) ? null : time
  }
  return orNull(() => Temporal.PlainDateTime.from(text), zone, notBefore)
}

/** A local time that does not exist is read as the norm says: as if the clock was not changed yet. */
function orNull(read: () => Temporal.PlainDateTime, zone: string, notBefore = 0): number | null {
  try {
    const local = read()
    const at = (disambiguation: 'compatible' | 'later') =>
      local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds
    const earlier = at('compatible')
    return earlier < notBefore && at('later') >= notBefore ? at('later') : earlier
  } catch {
    return null
  }
}
