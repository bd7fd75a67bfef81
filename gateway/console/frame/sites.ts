import type { LiveNumbers } from '../../../shared/numbers.ts'
import { locale } from './language.ts'

/** A site and what is measured there. */
export interface NamedSite {
  id: string
  name: string
  timeZone: string
  /** Of each touchpoint the numbers of today, in the order of their names. */
  touchpoints: readonly LiveNumbers[]
}

/** The sites in the order of their names. */
export function sitesOf(touchpoints: readonly LiveNumbers[]): NamedSite[] {
  const order = new Intl.Collator(locale(), { numeric: true })
  const sorted = [...touchpoints].sort(
    (one, other) =>
      order.compare(one.siteName, other.siteName) || order.compare(one.name, other.name),
  )
  return [...Map.groupBy(sorted, ({ site }) => site)].flatMap(([id, here]) => {
    const [first] = here
    return first ? [{ id, name: first.siteName, timeZone: first.timeZone, touchpoints: here }] : []
  })
}
