import { Choice } from './choice.tsx'
import { t } from './language.ts'
import type { ChosenPeriod } from './period.ts'
import { choose } from './view.ts'

const presets = [1, 7, 28, 84]

/** So many days up to today, or from one date to another. */
export function PeriodChoice({ chosen: { period, days } }: { chosen: ChosenPeriod }) {
  return (
    <>
      <Choice
        label={t('frame.period.name')}
        options={presets.map(count => ({
          name: t('frame.period.days', { count }),
          choices: { days: count, from: null, to: null, before: null },
          chosen: days === count,
        }))}
      />
      <div class="choice">
        <span class="choice-label">{t('frame.period.dates')}</span>
        <div class="dates">
          <DateInput
            name={t('frame.period.first')}
            value={period.first}
            onChoose={from => choose({ from, to: period.last, days: null, before: null })}
          />
          <span aria-hidden="true">–</span>
          <DateInput
            name={t('frame.period.last')}
            value={period.last}
            onChoose={to => choose({ from: period.first, to, days: null, before: null })}
          />
        </div>
      </div>
    </>
  )
}

interface DateInputProps {
  name: string
  value: string
  onChoose: (date: string) => void
}

function DateInput({ name, value, onChoose }: DateInputProps) {
  return (
    <input
      type="date"
      aria-label={name}
      value={value}
      onChange={event => event.currentTarget.value && onChoose(event.currentTarget.value)}
    />
  )
}
