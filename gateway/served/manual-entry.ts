import { quarterMs, quarterOf } from '../counting/quarter.ts'
import { spread } from '../counting/spread.ts'
import type { Database } from '../database/database.ts'
import { longestFigureMs, type ManualFigure } from '../database/manual-figures.ts'
import type { Tables } from '../database/tables.ts'
import { BadQuestion, Refusal } from '../refusal.ts'
import type { PointHours } from './point-hours.ts'

export interface ManualEntry {
  /** Stores a figure for a span, or takes it back; durable when it returns. */
  enter(figure: ManualFigure): void
}

export function openManualEntry(
  database: Database,
  tables: Tables,
  hoursOf: (point: string) => PointHours,
  changed: (points: string[]) => void,
): ManualEntry {
  function write(figure: ManualFigure) {
    const { from, to, customers, by } = figure
    const standing = standingIn(tables.manualFigures.overlapping(figure, from, to))
    const before = standing.find(other => other.from === from && other.to === to)
    const other = standing.find(one => one !== before)
    if (other) {
      const span = `${textOf(other.from)} to ${textOf(other.to)}`
      throw new Refusal(
        409,
        `expected a span that has nothing to do with ${span}, for which ${other.by} entered ${other.customers}; take that back first`,
        'span-taken',
        { name: other.by, customers: other.customers ?? 0 },
      )
    }
    if (customers === null && !before) {
      const expected = 'customers: expected a number, for there is none to take back'
      throw new Refusal(404, expected, 'nothing-to-take-back')
    }
    if (before?.customers === customers && before.by === by) return
    tables.manualFigures.append(figure)
    spreadFigures(tables, hoursOf, [figure])
  }

  return {
    enter(figure) {
      const { from, to, at } = figure
      for (const [name, time] of Object.entries({ from, to })) {
        if (time % quarterMs !== 0) {
          throw new BadQuestion(`${name}: expected a whole quarter-hour, found ${textOf(time)}`)
        }
      }
      if (to <= from) throw new BadQuestion(`to: expected a moment after from, found ${textOf(to)}`)
      if (to - from > longestFigureMs)
        throw new BadQuestion('to: expected at most a day after from')
      const point = pointOf(figure)
      if (from > at || to > hoursOf(point).dayOf(at).to) {
        const problem = `to: expected a time that is past or of today, found ${textOf(to)}`
        throw new BadQuestion(problem, 'not-over-yet')
      }
      database.inTransaction(() => write(figure))
      changed([point])
    },
  }
}

/** The figures that hold, of everything that was entered: the last one of each span. */
export function standingIn(entered: ManualFigure[]): ManualFigure[] {
  const last = new Map(entered.map(figure => [`${figure.from}-${figure.to}`, figure]))
  return [...last.values()].filter(({ customers }) => customers !== null)
}

/** Lays figures that hold, or were taken back, over their quarter-hours. */
export function spreadFigures(
  { servedQuarters }: Pick<Tables, 'servedQuarters'>,
  hoursOf: (point: string) => PointHours,
  figures: ManualFigure[],
): void {
  for (const figure of figures) {
    const point = pointOf(figure)
    for (let quarter = quarterOf(figure.from); quarter < quarterOf(figure.to); quarter += 1) {
      servedQuarters.putManual(point, quarter, null)
    }
    if (figure.customers === null) continue
    for (const { quarter, customers } of spread(figure.customers, figure, hoursOf(point))) {
      servedQuarters.putManual(point, quarter, customers)
    }
  }
}

const pointOf = ({ site, touchpoint }: ManualFigure) => `${site}/${touchpoint}`

const textOf = (time: number) => new Date(time).toISOString()
