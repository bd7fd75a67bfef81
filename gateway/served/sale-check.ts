import { earliest } from '../../shared/logs.ts'
import { type Parsed, parse } from '../../shared/parsing.ts'
import { Sale, type SaleLine } from '../../shared/sales.ts'
import { type MountedAt, pointId } from '../touchpoints.ts'

/** Tills' clocks run ahead, but not by more than this. */
const mostAheadMs = 10 * 60_000

/** What is known of sales besides what they say themselves. */
export interface SaleOrigin {
  /** The touchpoints that they can name. */
  points: MountedAt[]
  /** Who tells them; null when each says it. */
  source: string | null
  receivedAt: number
}

/** Whether something is a sale that can be; if not, what was expected and where. */
export function checkSale(found: unknown, origin: SaleOrigin): Parsed<SaleLine> {
  const { receivedAt } = origin
  const told = parse(found, Sale)
  if (!told.ok) return told
  const { touchpoint: name, at: moment, source: said, ...sale } = told.value
  const point = onlyPointNamed(name, origin.points)
  if (!point.ok) return point
  const source = origin.source ?? said
  if (source === undefined)
    return { ok: false, problem: 'source: expected the till, found nothing' }
  const at = typeof moment === 'number' ? moment : Date.parse(moment)
  const impossible = whyImpossible(at, receivedAt)
  if (impossible) return { ok: false, problem: `at: ${impossible}` }
  const { site, touchpoint } = point.value
  const place = { site: site.id, touchpoint: touchpoint.id, source }
  return { ok: true, value: { ...place, ...sale, at, receivedAt } }
}

/** The one touchpoint of a name (`counter-1` or `hall/counter-1`). */
export function onlyPointNamed(name: string, among: MountedAt[]): Parsed<MountedAt> {
  const points = among.filter(point => name === point.touchpoint.id || name === pointId(point))
  const [point, ...others] = points
  if (!point) return { ok: false, problem: `touchpoint: expected one that exists, found ${name}` }
  if (others.length === 0) return { ok: true, value: point }
  const names = points.map(pointId).join(' or ')
  return { ok: false, problem: `touchpoint: expected ${names}, found ${name}` }
}

/** Why nothing can have happened at a moment, or null. */
function whyImpossible(at: number, now: number): string | null {
  if (at < earliest) return `expected a time after 1999, found ${textOf(at)}`
  if (at <= now + mostAheadMs) return null
  return `expected a time that is past, found ${textOf(at)} at ${textOf(now)}`
}

/** Not every number is a date. */
const textOf = (time: number) =>
  Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : `${time} ms`
