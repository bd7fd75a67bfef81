import type { Database } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { pointId, type Touchpoints } from '../touchpoints.ts'
import { spreadFigures, standingIn } from './manual-entry.ts'
import type { PointHours } from './point-hours.ts'
import { bringUpAll } from './till-count.ts'

const note = 'hours'

/**
 * Lays out anew what tills and hands say of touchpoints that are open otherwise than when it was
 * laid out: which quarter-hours were quiet, and over which ones a figure is spread.
 */
export function followHours(
  database: Database,
  tables: Tables,
  touchpoints: Touchpoints,
  hoursOf: (point: string) => PointHours,
): void {
  const names = touchpoints.places().flatMap(({ named }) => named.map(pointId))
  const hours = Object.fromEntries(
    [...new Set(names), ...tables.servedQuarters.points()].map(name => [
      name,
      JSON.stringify(
        touchpoints
          .history(name)
          .map(({ from, at: { site, touchpoint } }) => [from, touchpoint.opening, site.timeZone]),
      ),
    ]),
  )
  const text = JSON.stringify(hours)
  const before = tables.notes.read(note)
  if (text === before) return
  const known = JSON.parse(before ?? '{}') as Record<string, string>
  database.inTransaction(() => {
    const figures = Map.groupBy(tables.manualFigures.all(), one => `${one.site}/${one.touchpoint}`)
    for (const point of Object.keys(hours).filter(name => hours[name] !== known[name])) {
      tables.servedQuarters.clearAt(point)
      bringUpAll(point, tables, hoursOf(point))
      spreadFigures(tables, hoursOf, standingIn(figures.get(point) ?? []))
    }
    tables.notes.write(note, text)
  })
}
