import { choicesFor, type DatePart, partOf, withPart } from './calendar-date.ts'
import { datePartsInOrder, monthName } from './date-words.ts'
import { t } from './language.ts'

interface DateFieldProps {
  label: string
  /** As 2026-03-02. */
  value: string
  latest: string
  onChoose: (date: string) => void
}

/** A date in the order and the words of the chosen language; one that does not exist cannot be chosen. */
export function DateField({ label, value, latest, onChoose }: DateFieldProps) {
  const end = value > latest ? value : latest
  return (
    <fieldset class="date">
      <legend class="hidden">{label}</legend>
      {datePartsInOrder().map(part => (
        <select
          key={part}
          aria-label={t(`frame.date.${part}`)}
          value={partOf(value, part)}
          onChange={event =>
            onChoose(withPart(value, part, Number(event.currentTarget.value), end))
          }
        >
          {choicesFor(value, part, end).map(number => (
            <option key={number} value={number}>
              {nameOf(part, number)}
            </option>
          ))}
        </select>
      ))}
    </fieldset>
  )
}

const nameOf = (part: DatePart, number: number) =>
  part === 'month' ? monthName(number) : String(number)
