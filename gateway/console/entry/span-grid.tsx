import { integer } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { nameOfSpan } from './span-name.ts'
import type { EntrySpan } from './spans.ts'

interface SpanGridProps {
  spans: readonly EntrySpan[]
  chosen: number | null
  onChoose: (from: number) => void
  timeZone: string
}

export function SpanGrid({ spans, chosen, onChoose, timeZone }: SpanGridProps) {
  if (spans.length === 0) return <p class="unknown">{t('entry.served.no-spans')}</p>
  return (
    <fieldset class="spans">
      <legend class="hidden">{t('entry.served.spans')}</legend>
      {spans.map(({ row, customers, isTaken }) => (
        <button
          key={row.from}
          type="button"
          class="span"
          aria-pressed={row.from === chosen}
          disabled={isTaken}
          onClick={() => onChoose(row.from)}
        >
          <span>{nameOfSpan(row, timeZone)}</span>
          <b class={customers === null ? 'unknown' : undefined}>
            {isTaken && t('entry.served.within')}
            {!isTaken && (customers === null ? '–' : integer(customers))}
          </b>
        </button>
      ))}
    </fieldset>
  )
}
