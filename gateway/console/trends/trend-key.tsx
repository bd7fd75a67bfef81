import { t } from '../frame/language.ts'
import { strokes } from './strokes.ts'
import type { IndexName } from './trend.ts'

const areas = ['presence', 'till', 'manual', 'mixed', 'none', 'dark', 'possible', 'band'] as const

/** What a stroke or an area of the chart means. */
export function Key({ name }: { name: IndexName | (typeof areas)[number] }) {
  const area = areas.find(one => one === name)
  return (
    <span class="key">
      {area ? (
        <span class={`swatch ${area}`} aria-hidden="true" />
      ) : (
        <Stroke name={name as IndexName} />
      )}
      {t(`trends.line.${name}`)}
    </span>
  )
}

function Stroke({ name }: { name: IndexName }) {
  const { colour, symbol, dash } = strokes[name]
  return (
    <svg class={`stroke ${colour} ${dash}`} viewBox="0 0 24 10" aria-hidden="true">
      <path d="M1 5h22" />
      {symbol === 'circle' && <circle cx="12" cy="5" r="3.5" />}
      {symbol === 'diamond' && <path d="M12 1l4 4-4 4-4-4z" />}
      {symbol === 'rect' && <rect x="9" y="2" width="6" height="6" />}
    </svg>
  )
}
