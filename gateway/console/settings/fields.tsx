import type { ComponentChildren } from 'preact'
import { integer, typed } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { textIn } from './settings-form.tsx'

/** Fields that are seldom changed; they are shown when one of them is filled in wrongly. */
export function More({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <details
      class="more"
      onInvalidCapture={event => {
        event.currentTarget.open = true
      }}
    >
      <summary>{name}</summary>
      <div class="more-fields">{children}</div>
    </details>
  )
}

interface NumberFieldProps {
  name: string
  label: string
  value: number
  least?: number
  most: number
}

/** A whole number. */
export function NumberField({ name, label, value, least = 0, most }: NumberFieldProps) {
  return (
    <label class="field">
      {label}
      <input
        type="number"
        name={name}
        min={least}
        max={most}
        step={1}
        defaultValue={value}
        required
      />
    </label>
  )
}

/** What is typed, by the most that it may be. */
const fractions = {
  100: '100|\\d{1,2}([.,]\\d{1,3})?',
  9999: '\\d{1,4}([.,]\\d{1,3})?',
}

interface FractionFieldProps {
  name: string
  label: string
  value: number
  most: keyof typeof fractions
}

/** A number with a fraction: in its number fields a browser has the sign of its own language. */
export function FractionField({ name, label, value, most }: FractionFieldProps) {
  return (
    <label class="field">
      {label}
      <input
        name={name}
        inputMode="decimal"
        defaultValue={typed(value)}
        pattern={fractions[most]}
        title={t('frame.field.fraction', { most: integer(most) })}
        required
      />
    </label>
  )
}

interface SelectFieldProps {
  name: string
  label: string
  value: string
  options: readonly (readonly [string, string])[]
}

export function SelectField({ name, label, value, options }: SelectFieldProps) {
  return (
    <label class="field">
      {label}
      <select name={name}>
        {options.map(([one, shown]) => (
          <option key={one} value={one} selected={one === value}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  )
}

export const numberIn = (fields: FormData, name: string) =>
  Number(textIn(fields, name).replace(',', '.'))
