import type { Gated } from '../shared/numbers.ts'
import type { Summary } from '../shared/summary.ts'

/** A summary for people to read. */
export function summaryTable({ touchpoints }: Summary): string {
  return touchpoints.map(describe).join('\n\n')
}

function describe(point: Summary['touchpoints'][number]): string {
  const holdOff = point.holdOffMs === null ? '' : ` (hold-off ${point.holdOffMs / 1000} s)`
  return [
    `${point.site}/${point.touchpoint}`,
    `  served            ${point.served ?? 'unknown'}`,
    `  answers           ${counts(point.answers)}${holdOff}`,
    `  set aside         ${counts(point.setAside)}`,
    `  support index     ${share(point.supportIndex)}`,
    `  criticality index ${number(point.criticalityIndex)}`,
    `  critical share    ${share(point.criticalShare)}`,
    `  response rate     ${share(point.responseRate)}`,
    `  NPS               ${gated(point.nps)}`,
    `  CSAT              ${gated(point.csat)}`,
  ].join('\n')
}

const counts = (byName: Record<string, number>) =>
  Object.entries(byName)
    .map(([name, n]) => `${n} × ${name}`)
    .join(', ') || 'none'

const number = (value: number | null) => (value === null ? 'unknown' : value.toFixed(3))
const share = (value: number | null) =>
  value === null ? 'unknown' : `${(100 * value).toFixed(1)} %`

function gated(index: Gated): string {
  const range = index.range ? `, between ${index.range.map(number).join(' and ')}` : ''
  if (index.relevant) return `${number(index.value)}${range}`
  const missing = index.missing === null ? '' : `, ${index.missing} answers missing`
  return `not relevant: ${index.reason}${missing}${range}`
}
