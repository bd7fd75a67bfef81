import type { Column } from './envelope.ts'

interface Visit {
  from: number
  to: number
  rating: number | null
}

/** What a picture of a log shows; times in ms since its start. */
export interface Picture {
  title: string
  /** Epoch ms of the start. */
  start: number
  columnMs: number
  columns: Column[]
  found: Visit[]
  /** Null where nobody knows. */
  truth: Visit[] | null
}

const rowColumns = 1200
const left = 56
const plotHigh = 84
const rowHigh = 132
const top = 48

/** Draws distance over time, row under row as text is written, with the visits below each row. */
export function draw(picture: Picture): string {
  const rows = Math.max(1, Math.ceil(picture.columns.length / rowColumns))
  const width = left + rowColumns + 16
  const height = top + rows * rowHigh
  const scaleMm = scaleOf(picture.columns)
  const drawn = Array.from({ length: rows }, (_, row) => drawRow(picture, row, scaleMm))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11">
<style>.zone{fill:#e3f1e3}.seen{stroke:#24509a;fill:none;stroke-linecap:square}.missing{stroke:#e08a00;fill:none}.found{fill:#2e8b57}.true{fill:#8a8a8a}.mark{fill:#fff;text-anchor:middle}.axis{stroke:#999;stroke-width:.5;fill:none}.scale{text-anchor:end;fill:#555}</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${left}" y="18" font-size="14">${escapeText(picture.title)}</text>
<text x="${left}" y="34" fill="#555">${legendOf(picture)}</text>
${drawn.join('\n')}
</svg>
`
}

function drawRow(
  { columns, columnMs, start, found, truth }: Picture,
  row: number,
  scaleMm: number,
) {
  const first = row * rowColumns
  const shown = columns.slice(first, first + rowColumns)
  const from = first * columnMs
  const span = { from, to: from + rowColumns * columnMs }
  const floor = plotHigh
  const yOf = (mm: number) => Math.round(floor - (plotHigh * Math.min(mm, scaleMm)) / scaleMm)
  const bars = (visits: Visit[], kind: string, y: number) =>
    visits
      .filter(visit => visit.to > span.from && visit.from < span.to)
      .map(visit => barOf(visit, span, columnMs, kind, y))
      .join('')
  return [
    `<g transform="translate(${left} ${top + row * rowHigh})">`,
    `<path class="zone" d="${zoneOf(shown, yOf, floor)}"/>`,
    `<path class="axis" d="M0 0V${floor}H${rowColumns}"/>`,
    `<text class="scale" x="-6" y="9">${scaleMm / 1000} m</text>`,
    `<text class="scale" x="-6" y="${floor}">0</text>`,
    `<text class="scale" x="-6" y="${floor / 2 + 4}">${clockOf(start + from)}</text>`,
    `<path class="seen" d="${seenOf(shown, yOf)}"/>`,
    `<path class="missing" d="${missingOf(shown)}"/>`,
    bars(found, 'found', floor + 3),
    truth ? bars(truth, 'true', floor + 18) : '',
    '</g>',
  ].join('\n')
}

/** A stroke from the nearest to the farthest reading of each column. */
function seenOf(columns: Column[], yOf: (mm: number) => number): string {
  let path = ''
  for (const [x, { nearest, farthest }] of columns.entries()) {
    if (nearest === null || farthest === null) continue
    const high = yOf(farthest)
    path += `M${x} ${high}v${yOf(nearest) - high}`
  }
  return path
}

/** A line along the top wherever most readings are missing. */
function missingOf(columns: Column[]): string {
  const isBlind = ({ missing, readings }: Column) => readings > 0 && missing > readings / 2
  return runsOf(columns, isBlind)
    .map(([from, to]) => `M${from} -2H${to}`)
    .join('')
}

function zoneOf(columns: Column[], yOf: (mm: number) => number, floor: number): string {
  const steps = columns.flatMap(({ zoneMm }, x) =>
    x > 0 && zoneMm === columns[x - 1]?.zoneMm ? [] : [`H${x}V${yOf(zoneMm)}`],
  )
  return `M0 ${floor}${steps.join('')}H${columns.length}V${floor}Z`
}

/** First and next-after-last index of each run of columns of a kind. */
function runsOf(columns: Column[], isOf: (column: Column) => boolean): [number, number][] {
  const runs: [number, number][] = []
  for (const [x, column] of columns.entries()) {
    if (!isOf(column)) continue
    const last = runs.at(-1)
    if (last?.[1] === x) last[1] = x + 1
    else runs.push([x, x + 1])
  }
  return runs
}

function barOf(
  { from, to, rating }: Visit,
  span: { from: number; to: number },
  columnMs: number,
  kind: string,
  y: number,
) {
  const xOf = (t: number) =>
    Math.round((Math.max(span.from, Math.min(span.to, t)) - span.from) / columnMs)
  const [x, end] = [xOf(from), xOf(to)]
  const bar = `<rect class="${kind}" x="${x}" y="${y}" width="${Math.max(1, end - x - 1)}" height="13"/>`
  const mark = `<text class="mark" x="${(x + end) / 2}" y="${y + 10}">${rating}</text>`
  return rating === null || end - x < 8 ? bar : bar + mark
}

/** Round, and above nearly all that was seen: one stray reading must not flatten the rest. */
function scaleOf(columns: Column[]): number {
  const seen = columns.flatMap(({ farthest }) => farthest ?? []).sort((a, b) => a - b)
  const most = seen[Math.floor(0.995 * (seen.length - 1))] ?? 0
  return [1000, 2000, 3000, 4000, 6000, 8000].find(scale => scale >= most) ?? 12_000
}

const clockOf = (time: number) => new Date(time).toISOString().slice(11, 16)

const legendOf = ({ found, truth }: Picture) =>
  [
    'blue: distance',
    'orange: most readings missing',
    'pale green: where customers stand',
    `green: ${found.length} visits found, with the rating`,
    ...(truth ? [`grey: ${truth.length} true ones`] : []),
    'time in UTC',
  ].join(' · ')

const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
