import { Temporal } from 'temporal-polyfill'

/** Reads a time as text into epoch ms; null when it is not of that form. */
export type ReadTime = (text: string) => number | null

const parts = { yyyy: 'year', MM: 'month', dd: 'day', HH: 'hour', mm: 'minute', ss: 'second' }

/** Makes a reader of times in a format; `zone` is that of local times. Null: no such format. */
export function readTimeFormat(format: string, zone: string): ReadTime | null {
  if (format === 'epoch-ms') return text => (/^\d+$/.test(text) ? Number(text) : null)
  if (format === 'epoch-s') {
    return text => (/^\d+(\.\d+)?$/.test(text) ? Math.round(1000 * Number(text)) : null)
  }
  if (format === 'iso') return text => readIso(text, zone)
  if (!format.includes('yyyy') || !format.includes('MM') || !format.includes('dd')) return null
  const pattern = patternOf(format)
  return text => {
    const fields = pattern.exec(text)?.groups
    if (!fields) return null
    const numbers = Object.fromEntries(
      Object.entries(fields).map(([field, digits]) => [field, Number(digits)]),
    ) as { year: number; month: number; day: number }
    return orNull(() => Temporal.PlainDateTime.from(numbers, { overflow: 'reject' }), zone)
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

function readIso(text: string, zone: string): number | null {
  if (/(Z|[+-]\d\d:?\d\d)$/i.test(text)) {
    const time = Date.parse(text)
    return Number.isNaN(time) ? null : time
  }
  return orNull(() => Temporal.PlainDateTime.from(text), zone)
}

/** A local time that does not exist, or exists twice, is read as the norm says: the earlier. */
function orNull(read: () => Temporal.PlainDateTime, zone: string): number | null {
  try {
    return read().toZonedDateTime(zone).epochMilliseconds
  } catch {
    return null
  }
}
