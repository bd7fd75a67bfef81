import { useState } from 'preact/hooks'
import { weekdayName } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { TimeField } from '../frame/time-field.tsx'
import type { TouchpointSettings } from './sites-document.ts'
import { openingOf, type Week, weekdays, weekOf } from './week.ts'

/** By days, as `{"mon-fri":"08:00-19:00"}`; null: always open. */
type Opening = NonNullable<TouchpointSettings['opening']> | null

/** Fields of a form; `openingIn` reads them. */
export function OpeningHours({ opening }: { opening: Opening }) {
  const [isAlways, setIsAlways] = useState(opening === null)
  const week = weekOf(opening ?? { 'mon-fri': '09:00-18:00' })
  if (!week) return <TwiceADay opening={opening ?? {}} />
  return (
    <fieldset class="opening">
      <legend class="label">{t('settings.opening.name')}</legend>
      <label class="check">
        <input
          type="checkbox"
          name="always"
          checked={isAlways}
          onChange={event => setIsAlways(event.currentTarget.checked)}
        />
        {t('settings.opening.always')}
      </label>
      {!isAlways && <WeekFields week={week} />}
    </fieldset>
  )
}

function WeekFields({ week }: { week: Week }) {
  return (
    <ul class="week">
      {weekdays.map((day, index) => {
        const name = weekdayName(index + 1)
        return (
          <li key={day}>
            <label class="check">
              <input type="checkbox" name={`${day}-open`} defaultChecked={Boolean(week[day])} />
              {name}
            </label>
            <TimeField
              name={`${day}-from`}
              label={t('settings.opening.from', { day: name })}
              value={week[day]?.from ?? '09:00'}
              stepMinutes={5}
            />
            <span aria-hidden="true">–</span>
            <TimeField
              name={`${day}-to`}
              label={t('settings.opening.to', { day: name })}
              value={week[day]?.to ?? '18:00'}
              stepMinutes={5}
            />
          </li>
        )
      })}
    </ul>
  )
}

function TwiceADay({ opening }: { opening: Record<string, string> }) {
  const hours = Object.entries(opening).map(entry => entry.join(' '))
  return (
    <p>
      <span class="label">{t('settings.opening.name')}</span>{' '}
      {t('settings.opening.twice', { hours: hours.join(', ') })}
    </p>
  )
}

/** What the fields say; `before` where there are none. */
export function openingIn(fields: FormData, before: Opening): Opening {
  if (fields.has('always')) return null
  const days = weekdays.filter(day => fields.has(`${day}-open`))
  if (days.length === 0) return fields.has('mon-from') ? null : before
  const text = (name: string) => String(fields.get(name) ?? '')
  const week = days.map(day => [day, { from: text(`${day}-from`), to: text(`${day}-to`) }])
  return openingOf(Object.fromEntries(week))
}
