import { t } from '../frame/language.ts'
import { NumberField, numberIn } from './fields.tsx'
import type { TouchpointSettings } from './sites-document.ts'

type Counting = TouchpointSettings['counting']

/** How much one of what is typed is, and the least and most of that. */
const units = {
  graceMs: [1000, 0, 60],
  correctionMs: [1000, 0, 300],
  holdOffMs: [1000, 0, 300],
  mashingPresses: [1, 2, 100],
  mashingMs: [1000, 0, 300],
  longestVisitMs: [60_000, 0, 1440],
  aliveMs: [1000, 0, 3600],
} as const
type Threshold = keyof typeof units
const names = Object.keys(units) as Threshold[]

/** How presses and visits become answers. */
export function CountingFields({ counting }: { counting: Counting }) {
  if (!counting) return null
  return (
    <>
      {names.map(name => {
        const [unit, least, most] = units[name]
        const value = (counting[name] ?? 0) / unit
        return (
          <NumberField
            key={name}
            name={name}
            label={t(`settings.counting.${name}`)}
            value={value}
            least={least}
            most={Math.max(most, value)}
            step={unit === 1 ? 1 : 0.1}
          />
        )
      })}
    </>
  )
}

/** What the fields say; `before` where there are none. */
export function countingIn(fields: FormData, before: Counting): Counting {
  if (!before) return before
  const set = names.map(name => [name, Math.round(numberIn(fields, name) * units[name][0])])
  return { ...before, ...Object.fromEntries(set) }
}
