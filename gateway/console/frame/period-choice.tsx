import { Choice } from './choice.tsx'
import { DateField } from './date-field.tsx'
import { t } from './language.ts'
import type { ChosenPeriod } from './period.ts'
import { choose } from './view.ts'

const presets = [1, 7, 28, 84]

/** So many days up to today, or from one date to another; where they would cross, both move. */
export function PeriodChoice({ chosen: { period, days, today } }: { chosen: ChosenPeriod }) {
  const { first, last } = period
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
          <DateField
            label={t('frame.period.first')}
            value={first}
            latest={today}
            onChoose={from => chooseDates(from, from < last ? last : from)}
          />
          <span aria-hidden="true">–</span>
          <DateField
            label={t('frame.period.last')}
            value={last}
            latest={today}
            onChoose={to => chooseDates(first < to ? first : to, to)}
          />
        </div>
      </div>
    </>
  )
}

const chooseDates = (from: string, to: string) => choose({ from, to, days: null, before: null })
