import { useState } from 'preact/hooks'
import { halfName, hourName } from './date-words.ts'
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
  const hours = countsOf(24, 1)
  const half = hour < '12' ? hours.slice(0, 12) : hours.slice(12)
  const isHalved = halfName(0) !== null
  const minutes = [...new Set([...countsOf(60, stepMinutes), minute])].sort()
  return (
    <fieldset class="time">
      <legend class="hidden">{label}</legend>
      <input type="hidden" name={name} value={time} />
      <Part
        label={t('frame.date.hour')}
        value={hour}
        options={(isHalved ? half : hours).filter(one => one <= latest)}
        nameOf={hourName}
        onChoose={one => setChosen(`${one}:${minute}`)}
      />
      <span aria-hidden="true">:</span>
      <Part
        label={t('frame.date.minute')}
        value={minute}
        options={minutes.filter(one => `${hour}:${one}` <= latest)}
        nameOf={one => String(one).padStart(2, '0')}
        onChoose={one => setChosen(`${hour}:${one}`)}
      />
      {isHalved && (
        <Part
          label={t('frame.date.half')}
          value={half[0] ?? ''}
          options={['00', '12'].filter(one => one <= latest)}
          nameOf={one => halfName(one) ?? ''}
          onChoose={one => setChosen(`${hours[Number(one) + (Number(hour) % 12)]}:${minute}`)}
        />
      )}
    </fieldset>
  )
}

interface PartProps {
  label: string
  value: string
  options: readonly string[]
  nameOf: (option: number) => string
  onChoose: (option: string) => void
}

function Part({ label, value, options, nameOf, onChoose }: PartProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={event => onChoose(event.currentTarget.value)}
    >
      {options.map(one => (
        <option key={one} value={one}>
          {nameOf(Number(one))}
        </option>
      ))}
    </select>
  )
}

/** In two digits, from 00 on. */
const countsOf = (end: number, step: number) =>
  Array.from({ length: end / step }, (_, index) => String(index * step).padStart(2, '0'))
