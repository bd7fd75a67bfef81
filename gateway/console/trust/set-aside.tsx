import type { ComponentChildren } from 'preact'
import type { CountedNumbers } from '../../../shared/numbers.ts'
import type { SetAside } from '../../../shared/set-aside.ts'
import { WhatIfs } from '../../../shared/what-if.ts'
import { type Query, useAnswer } from '../frame/asking.ts'
import { CsvButton } from '../frame/csv-button.tsx'
import { Failure } from '../frame/failure.tsx'
import { decimal, integer, percent } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { Scrolls } from '../frame/scrolls.tsx'
import type { TrustChoices } from './choices.ts'
import { type LineName, lines, setAsideTable } from './press-lines.ts'

interface SetAsidePressesProps {
  touchpoints: TrustChoices['touchpoints']
  rows: readonly SetAside[]
  question: Query
  supposed: TrustChoices['supposed']
  children: ComponentChildren
}

/** Presses that are no answers, by reason; and what other thresholds would make of them. */
export function SetAsidePresses(props: SetAsidePressesProps) {
  const { touchpoints, rows, question, supposed, children } = props
  const isSupposed = Object.keys(supposed).length > 0
  const compared = useAnswer(
    'api/what-if',
    isSupposed ? { ...question, ...supposed } : null,
    WhatIfs,
  )
  const whatIf = isSupposed ? (compared.answer?.whatIf ?? []) : []
  const of = (id: string) => whatIf.find(one => one.touchpoint.endsWith(`/${id}`))?.supposed ?? null
  return (
    <section class="card trust-part" aria-labelledby="set-aside">
      <h2 id="set-aside">{t('trust.set-aside.name')}</h2>
      <p class="aside">{t('trust.set-aside.why')}</p>
      <Scrolls name={t('trust.set-aside.name')}>
        <table class={isSupposed && compared.isAsking ? 'data asking' : 'data'}>
          <thead>
            <tr>
              <td />
              {touchpoints.map(({ touchpoint, name }) => (
                <th key={touchpoint} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(([name, actual, ifSo]) => (
              <tr key={name}>
                <th scope="row">
                  {t(`trust.set-aside.${name}`)}
                  <span class="explained">{explained(name)}</span>
                </th>
                {touchpoints.map(({ touchpoint }) => {
                  const row = rows.find(one => one.touchpoint === touchpoint)
                  const other = of(touchpoint)
                  return (
                    <Cell
                      key={touchpoint}
                      now={row ? actual(row) : null}
                      hidden={row?.hidden ?? false}
                      then={other ? ifSo(other) : null}
                    />
                  )
                })}
              </tr>
            ))}
          </tbody>
          {whatIf.length > 0 && <Meaning touchpoints={touchpoints} whatIf={whatIf} />}
        </table>
      </Scrolls>
      <div class="tools">
        <CsvButton name="set-aside" table={() => setAsideTable(rows)} />
      </div>
      {isSupposed && <Failure of={compared} />}
      {children}
    </section>
  )
}

const explained = (name: LineName) =>
  name === 'pressed' || name === 'answers' ? null : t(`trust.set-aside.means.${name}`)

interface CellProps {
  now: number | null
  hidden: boolean
  then: number | null
}

function Cell({ now, hidden, then }: CellProps) {
  if (now === null) return <td class="unknown">{hidden ? t('frame.few') : '–'}</td>
  if (then === null || then === now) return <td>{integer(now)}</td>
  return (
    <td>
      {integer(now)} <span class="then">→ {integer(then)}</span>
    </td>
  )
}

interface MeaningProps {
  touchpoints: TrustChoices['touchpoints']
  whatIf: readonly { touchpoint: string; actual: CountedNumbers; supposed: CountedNumbers }[]
}

/** What it would make of the indices. */
function Meaning({ touchpoints, whatIf }: MeaningProps) {
  return (
    <tbody class="meaning">
      {indices.map(([index, shown]) => (
        <tr key={index}>
          <th scope="row">{t(`trends.line.${index}`)}</th>
          {touchpoints.map(({ touchpoint }) => {
            const found = whatIf.find(one => one.touchpoint.endsWith(`/${touchpoint}`))
            if (!found) return <td key={touchpoint}>–</td>
            return (
              <td key={touchpoint}>
                {shown(found.actual[index])}{' '}
                <span class="then">→ {shown(found.supposed[index])}</span>
              </td>
            )
          })}
        </tr>
      ))}
    </tbody>
  )
}

const indices = [
  ['supportIndex', percent],
  ['criticalShare', percent],
  ['criticalityIndex', (value: number | null) => decimal(value, 2)],
  ['responseRate', percent],
] as const
