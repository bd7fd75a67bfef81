import type { ManualFigure } from '../../../shared/manual-figures.ts'
import { callerName } from '../frame/caller-name.ts'
import { exactMoment, integer } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { nameOfSpan } from './span-name.ts'

interface EnteredFiguresProps {
  figures: readonly ManualFigure[]
  timeZone: string
  onTakeBack: (figure: ManualFigure) => Promise<void>
}

/** What was entered, by whom, and what it was before: nothing of it is forgotten. */
export function EnteredFigures({ figures, timeZone, onTakeBack }: EnteredFiguresProps) {
  if (figures.length === 0) return null
  const latest = figures.toSorted((one, other) => other.at - one.at)
  return (
    <>
      <h3>{t('entry.served.list')}</h3>
      <ul class="entered">
        {latest.map(figure => (
          <li key={`${figure.from}-${figure.to}`}>
            <span class="label">{nameOfSpan(figure, timeZone)}</span>
            <b>{numberOf(figure)}</b>
            <span class="aside">
              {t('entry.served.by', {
                name: callerName(figure.by),
                time: exactMoment(figure.at, timeZone),
              })}
              {figure.before.length > 0 &&
                ` · ${t('entry.served.before', { numbers: figure.before.map(numberOf).join(', ') })}`}
            </span>
            {figure.customers !== null && (
              <button type="button" class="button" onClick={() => onTakeBack(figure)}>
                {t('entry.served.take-back')}
                <span class="hidden"> {nameOfSpan(figure, timeZone)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

const numberOf = ({ customers }: { customers: number | null }) =>
  customers === null ? '–' : integer(customers)
