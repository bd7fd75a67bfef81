import { t } from '../frame/language.ts'
import { FractionField, NumberField, numberIn } from './fields.tsx'
import type { TouchpointSettings } from './sites-document.ts'

type Counting = TouchpointSettings['counting']

/** How much one of what is typed is. */
const units = {
  graceMs: 1000,
  correctionMs: 1000,
  holdOffMs: 1000,
  mashingPresses: 1,
  mashingMs: 1000,
  longestVisitMs: 60_000,
  aliveMs: 1000,
}
type Threshold = keyof typeof units
const names = Object.keys(units) as Threshold[]

/** How presses and visits become answers. */
export function CountingFields({ counting }: { counting: Counting }) {
  if (!counting) return null
  return (
    <>
      {names.map(name => {
        const label = t(`settings.counting.${name}`)
        const value = (counting[name] ?? 0) / units[name]
        const field = { name, label, value }
        return name === 'mashingPresses' ? (
          <NumberField key={name} {...field} least={2} most={100} />
        ) : (
          <FractionField key={name} {...field} most={9999} />
        )
      })}
    </>
  )
}

/** What the fields say; `before` where there are none. */
export function countingIn(fields: FormData, before: Counting): Counting {
  if (!before) return before
  const set = names.map(name => [name, Math.round(numberIn(fields, name) * units[name])])
  return { ...before, ...Object.fromEntries(set) }
}
