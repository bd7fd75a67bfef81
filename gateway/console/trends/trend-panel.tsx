import { useMemo } from 'preact/hooks'
import type { Numbers } from '../../../shared/numbers.ts'
import { count, decimal, integer, percent, signed } from '../frame/format.ts'
import { language, t } from '../frame/language.ts'
import { theme } from '../frame/theme.ts'
import { SensorNote } from '../live/sensor-note.tsx'
import { answered } from '../live/shares.ts'
import type { Length } from './choices.ts'
import { labelOf, nameOfSpan } from './moments.ts'
import type { Plot } from './plot.ts'
import type { TrendPoint } from './points.ts'
import { ToldPart } from './told-part.tsx'
import { darkShares, type Line } from './trend.ts'
import { TrendFigure } from './trend-figure.tsx'
import { Key } from './trend-key.tsx'
import { TrendTable } from './trend-table.tsx'

interface TrendPanelProps {
  point: TrendPoint
  rows: readonly Numbers[]
  /** The period as a whole. */
  whole: Numbers | null
  lines: readonly Line[]
  scale: readonly [number, number]
  mostServed: number
  by: Length
}

/** One touchpoint over the period. */
export function TrendPanel(props: TrendPanelProps) {
  const { point, rows, whole, lines, scale, mostServed, by } = props
  const heading = `trend-${point.touchpoint}`
  const [lowest, highest] = scale
  const plot = useMemo(
    (): Plot => ({
      labels: rows.map(({ from }) => labelOf(from, by, rows.length, point.timeZone)),
      lines,
      scale,
      shown: shownAs(scale),
      served: rows.map(({ served, servedBy }) => ({ count: served, source: servedBy.source })),
      mostServed,
      dark: darkShares(rows),
      tells: at => tellsOf(rows[at], lines, at, shownAs(scale), by, point.timeZone),
    }),
    [
      rows.map(row => JSON.stringify(row)).join(),
      lowest,
      highest,
      mostServed,
      by,
      language(),
      theme(),
    ],
  )
  const sources = (['presence', 'till', 'manual', 'mixed'] as const).filter(source =>
    rows.some(({ servedBy }) => servedBy.source === source),
  )
  return (
    <article class="card panel" aria-labelledby={heading}>
      <h2 id={heading}>{point.name}</h2>
      {whole && <Whole numbers={whole} />}
      {whole && <ToldPart of={whole} timeZone={point.timeZone} />}
      {whole && <SensorNote numbers={whole} />}
      <div class="keys">
        {lines.map(({ name }) => (
          <Key key={name} name={name} />
        ))}
        {sources.map(source => (
          <Key key={source} name={source} />
        ))}
        {plot.dark.some(share => share > 0.005) && <Key name="dark" />}
        {lines.some(({ possible }) => possible.some(Boolean)) && <Key name="possible" />}
        {lines.some(({ bands }) => bands.some(Boolean)) && <Key name="band" />}
      </div>
      <TrendFigure plot={plot} />
      <TrendTable name={point.name} rows={rows} by={by} timeZone={point.timeZone} />
    </article>
  )
}

function Whole({ numbers }: { numbers: Numbers }) {
  const { hidden, served, supportIndex, criticalShare, criticalityIndex, responseRate } = numbers
  return (
    <dl class="whole">
      <div>
        <dt>{t('trends.served')}</dt>
        <dd>{count(served, hidden)}</dd>
      </div>
      <div>
        <dt>{t('trends.line.supportIndex')}</dt>
        <dd>{percent(supportIndex)}</dd>
      </div>
      <div>
        <dt>{t('trends.line.criticalShare')}</dt>
        <dd>{percent(criticalShare)}</dd>
      </div>
      <div>
        <dt>{t('trends.line.criticalityIndex')}</dt>
        <dd>{decimal(criticalityIndex, 2)}</dd>
      </div>
      <div>
        <dt>{t('trends.line.responseRate')}</dt>
        <dd>{percent(responseRate)}</dd>
      </div>
    </dl>
  )
}

function shownAs([lowest, highest]: readonly [number, number]): (value: number) => string {
  if (lowest < 0) return signed
  return lowest === 0 && highest <= 1 ? percent : value => decimal(value, 1)
}

function tellsOf(
  row: Numbers | undefined,
  lines: readonly Line[],
  at: number,
  shown: (value: number) => string,
  by: Length,
  timeZone: string,
): string {
  if (!row) return ''
  const values = lines.map(({ name, values, bands, possible }) => {
    const value = values[at] ?? null
    const span = bands[at] ?? possible[at] ?? null
    const between = span ? ` (${shown(span[0])} – ${shown(span[1])})` : ''
    const told = value === null ? t('frame.unknown') : shown(value)
    return `${t(`trends.line.${name}`)}: ${told}${between}`
  })
  return [
    nameOfSpan(row.from, by, timeZone),
    ...values,
    `${t('trends.served')}: ${count(row.served, row.hidden)}`,
    ...sidesOf(row),
    `${t('trends.answers')}: ${count(answered(row.answers), row.hidden)}`,
    `${t('trends.watched')}: ${percent(row.watched)}`,
  ].join('\n')
}

/** What each source says, where there are several. */
function sidesOf({ servedBy }: Numbers): string[] {
  const sides = (['presence', 'till', 'manual'] as const).flatMap(source => {
    const said = servedBy[source]
    return said === null ? [] : [`${t(`trends.line.${source}`)}: ${integer(said)}`]
  })
  return sides.length > 1 ? sides : []
}
