import { useState } from 'preact/hooks'
import { clockOf, momentOf } from './clock.ts'
import { dateTime } from './format.ts'
import { now } from './now.ts'

interface MomentFieldProps {
  label: string
  timeZone: string
}

/**
 * A moment that is past, by the clock of the site, in the field `since`. A browser shows it in its
 * own language; beneath it stands in the one that was chosen.
 */
export function MomentField({ label, timeZone }: MomentFieldProps) {
  const [clock, setClock] = useState('')
  const latest = clockOf(now.value, timeZone)
  return (
    <label class="field">
      {label}
      <input
        name="since"
        type="datetime-local"
        max={latest}
        onInput={event => setClock(event.currentTarget.value)}
      />
      {clock && (
        <span class="aside">
          {dateTime(momentOf(clock, timeZone), {
            dateStyle: 'full',
            timeStyle: 'short',
            timeZone,
          })}
        </span>
      )}
    </label>
  )
}

/** What the field says; null when it is empty. */
export function momentIn(fields: FormData, timeZone: string): number | null {
  const clock = String(fields.get('since') ?? '')
  return clock === '' ? null : momentOf(clock, timeZone)
}
