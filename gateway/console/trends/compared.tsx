import type { Comparison } from '../../../shared/comparisons.ts'
import { Comparisons } from '../../../shared/comparisons.ts'
import { type Query, useAnswer } from '../frame/asking.ts'
import { CsvButton } from '../frame/csv-button.tsx'
import { Failure } from '../frame/failure.tsx'
import { t } from '../frame/language.ts'
import { type Period, periodBefore, spanOf } from '../frame/period.ts'
import { comparisonTable } from './comparison-table.ts'
import type { TrendPoint } from './points.ts'
import type { IndexName } from './trend.ts'
import { differenceIn, unitOf, valueIn } from './units.ts'

interface ComparedProps {
  touchpoints: readonly TrendPoint[]
  index: IndexName
  period: Period
  asOf: number | null
}

/** Touchpoints with each other, and each with the period before: as far as their customers can tell. */
export function Compared({ touchpoints, index, period, asOf }: ComparedProps) {
  const touchpoint = touchpoints.map(one => `${one.site}/${one.touchpoint}`).join()
  const question: Query = { index, touchpoint, ...spanOf(period) }
  const before = spanOf(periodBefore(period))
  const against = { ...question, againstFrom: before.from, againstTo: before.to }
  const sides = useAnswer('api/compare', question, Comparisons, asOf)
  const times = useAnswer('api/compare', against, Comparisons, asOf)
  const pairs = [...(sides.answer?.comparisons ?? []), ...(times.answer?.comparisons ?? [])]
  const nameOf = (id: string) => touchpoints.find(one => one.touchpoint === id)?.name ?? id
  return (
    <section class="card compared" aria-labelledby={`compared-${index}`}>
      <header class="line">
        <h2 id={`compared-${index}`}>{t(`trends.line.${index}`)}</h2>
        <div class="tools">
          <CsvButton name={`compared-${index}`} table={() => comparisonTable(index, pairs)} />
        </div>
      </header>
      <Failure of={sides} />
      {touchpoints.length > 1 && (
        <>
          <h3>{t('trends.compared.with-each-other')}</h3>
          <ul>
            {(sides.answer?.comparisons ?? []).map(pair => (
              <Pair
                key={`${pair.one.touchpoint} ${pair.other.touchpoint}`}
                pair={pair}
                index={index}
                one={nameOf(pair.one.touchpoint)}
                other={nameOf(pair.other.touchpoint)}
              />
            ))}
          </ul>
        </>
      )}
      <h3>{t('trends.compared.with-before')}</h3>
      <ul>
        {(times.answer?.comparisons ?? []).map(pair => (
          <Pair
            key={pair.one.touchpoint}
            pair={pair}
            index={index}
            one={nameOf(pair.one.touchpoint)}
            other={null}
          />
        ))}
      </ul>
    </section>
  )
}

interface PairProps {
  pair: Comparison
  index: IndexName
  one: string
  /** Null: the same, before. */
  other: string | null
}

const signs = { higher: '▲', lower: '▼', 'cannot-be-told-apart': '≈' }

function Pair({ pair, index, one, other }: PairProps) {
  const { verdict, difference, interval } = pair
  const shown = (value: number | null) => (value === null ? '–' : valueIn(index, value))
  return (
    <li class={verdict === 'cannot-be-told-apart' ? 'pair unknown' : 'pair'}>
      <span class="sides">
        {one} <b>{shown(pair.one.value)}</b>
      </span>
      <span class="verdict-sign">
        <span aria-hidden="true">{verdict ? signs[verdict] : '–'}</span>{' '}
        {other === null
          ? t(`trends.compared.than-before.${verdict ?? 'unknown'}`)
          : t(`trends.compared.than.${verdict ?? 'unknown'}`)}
      </span>
      <span class="sides">
        {other} <b>{shown(pair.other.value)}</b>
      </span>
      {difference !== null && interval && (
        <span class="aside difference">
          {t('trends.compared.difference', {
            difference: `${differenceIn(index, difference)} ${unitOf(index)}`.trim(),
            low: differenceIn(index, interval[0]),
            high: differenceIn(index, interval[1]),
          })}
        </span>
      )}
    </li>
  )
}
