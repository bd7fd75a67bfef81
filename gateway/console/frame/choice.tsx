import { Link } from './link.tsx'
import { addressWith, type Choices } from './view.ts'

interface ChoiceProps {
  label: string
  options: readonly { name: string; choices: Choices; chosen: boolean }[]
}

/** One of a few, each of them a link to that view. */
export function Choice({ label, options }: ChoiceProps) {
  return (
    <fieldset class="choice">
      <legend class="choice-label">{label}</legend>
      <div class="segments">
        {options.map(({ name, choices, chosen }) => (
          <Link key={name} to={addressWith(choices)} current={chosen}>
            {name}
          </Link>
        ))}
      </div>
    </fieldset>
  )
}
