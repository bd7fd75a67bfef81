import { useState } from 'preact/hooks'
import { clockOf, momentOf } from './clock.ts'
import { DateField } from './date-field.tsx'
import { t } from './language.ts'
import { now } from './now.ts'
import { TimeField } from './time-field.tsx'

interface MomentFieldProps {
  label: string
  timeZone: string
}

/** From now on, or since a quarter-hour that is past, by the clock of the site; `momentIn` reads it. */
export function MomentField({ label, timeZone }: MomentFieldProps) {
  const [date, setDate] = useState<string | null>(null)
  const [today = '', time = ''] = clockOf(startOfQuarter(now.value), timeZone).split('T')
  return (
    <fieldset class="field wide moment">
      <legend>{label}</legend>
      <select
        aria-label={label}
        value={date === null ? 'now' : 'earlier'}
        onChange={event => setDate(event.currentTarget.value === 'now' ? null : today)}
      >
        <option value="now">{t('frame.moment.now')}</option>
        <option value="earlier">{t('frame.moment.earlier')}</option>
      </select>
      {date !== null && (
        <>
          <input type="hidden" name="since-date" value={date} />
          <DateField label={t('frame.date.date')} value={date} latest={today} onChoose={setDate} />
          <TimeField
            name="since-time"
            label={t('frame.date.time')}
            value={time}
            stepMinutes={15}
            latest={date === today ? time : undefined}
          />
        </>
      )}
    </fieldset>
  )
}

/** What the field says; null is from now on. */
export function momentIn(fields: FormData, timeZone: string): number | null {
  const date = fields.get('since-date')
  return date === null ? null : momentOf(`${date}T${fields.get('since-time')}`, timeZone)
}

const quarterMs = 900_000
const startOfQuarter = (at: number) => Math.floor(at / quarterMs) * quarterMs
