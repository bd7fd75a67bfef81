import type { ComponentChildren } from 'preact'
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
  step?: number
}

export function NumberField({ name, label, value, least = 0, most, step = 1 }: NumberFieldProps) {
  return (
    <label class="field">
      {label}
      <input
        type="number"
        name={name}
        min={least}
        max={most}
        step={step}
        defaultValue={value}
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

export const numberIn = (fields: FormData, name: string) => Number(textIn(fields, name))
