import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ServedBy } from '../../../shared/numbers.ts'
import { integer } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { nameOfSpan } from './span-name.ts'
import type { EntrySpan } from './spans.ts'

interface FigureFormProps {
  span: EntrySpan
  timeZone: string
  onEnter: (customers: number) => Promise<void>
}

/** Takes the number of a span, in which one can type at once. */
export function FigureForm({ span: { row, customers }, timeZone, onEnter }: FigureFormProps) {
  const field = useRef<HTMLInputElement>(null)
  // Before it is seen: what is typed at once must not be lost.
  useLayoutEffect(() => field.current?.select(), [])

  async function enter(event: SubmitEvent) {
    event.preventDefault()
    const number = field.current?.valueAsNumber ?? Number.NaN
    if (!Number.isNaN(number)) await onEnter(number)
  }
  return (
    <form class="figure-form" onSubmit={enter}>
      <label class="field">
        {t('entry.served.customers', { span: nameOfSpan(row, timeZone) })}
        <input
          ref={field}
          type="number"
          inputMode="numeric"
          min={0}
          max={100_000}
          step={1}
          required
          defaultValue={customers ?? ''}
        />
      </label>
      <button type="submit" class="button main">
        {t('entry.served.enter')}
      </button>
      <Others servedBy={row.servedBy} />
    </form>
  )
}

/** What else counted them. */
function Others({ servedBy }: { servedBy: ServedBy }) {
  const told = (['presence', 'till'] as const).flatMap(source => {
    const count = servedBy[source]
    return count === null ? [] : [`${t(`trust.served.source.${source}`)}: ${integer(count)}`]
  })
  return told.length > 0 ? <p class="aside">{told.join(' · ')}</p> : null
}
