import { useState } from 'preact/hooks'
import { hourName } from './date-words.ts'
import { t } from './language.ts'

interface TimeFieldProps {
  name: string
  label: string
  /** As 08:00. */
  value: string
  stepMinutes: number
  latest?: string | undefined
}

/** A time of the day by the clock of the chosen language; a form reads it as 08:00. */
export function TimeField({ name, label, value, stepMinutes, latest = '23:59' }: TimeFieldProps) {
  const [chosen, setChosen] = useState(value)
  const time = chosen < latest ? chosen : latest
  const [hour = '', minute = ''] = time.split(':')
  const all = countsOf(60, stepMinutes)
  const minutes = all.includes(minute) ? all : [...all, minute].sort()
  return (
    <fieldset class="time">
      <legend class="hidden">{label}</legend>
      <input type="hidden" name={name} value={time} />
      <select
        aria-label={t('frame.date.hour')}
        value={hour}
        onChange={event => setChosen(`${event.currentTarget.value}:${minute}`)}
      >
        {countsOf(24, 1)
          .filter(one => one <= latest)
          .map(one => (
            <option key={one} value={one}>
              {hourName(Number(one))}
            </option>
          ))}
      </select>
      <span aria-hidden="true">:</span>
      <select
        aria-label={t('frame.date.minute')}
        value={minute}
        onChange={event => setChosen(`${hour}:${event.currentTarget.value}`)}
      >
        {minutes
          .filter(one => `${hour}:${one}` <= latest)
          .map(one => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
      </select>
    </fieldset>
  )
}

/** In two digits, from 00 on. */
const countsOf = (end: number, step: number) =>
  Array.from({ length: end / step }, (_, index) => String(index * step).padStart(2, '0'))
