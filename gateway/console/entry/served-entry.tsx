import { useState } from 'preact/hooks'
import { z } from 'zod'
import { ManualFigures } from '../../../shared/manual-figures.ts'
import { Numbers } from '../../../shared/numbers.ts'
import { useAnswer } from '../frame/asking.ts'
import { Choice } from '../frame/choice.tsx'
import { Failure } from '../frame/failure.tsx'
import { t } from '../frame/language.ts'
import { feed } from '../frame/live-feed.ts'
import { now } from '../frame/now.ts'
import { Outcome } from '../frame/outcome.tsx'
import { type Told, tell } from '../frame/telling.ts'
import { type EntryChoices, lengths } from './choices.ts'
import { EnteredFigures } from './entered-figures.tsx'
import { FigureForm } from './figure-form.tsx'
import { SpanGrid } from './span-grid.tsx'
import { nameOfSpan } from './span-name.ts'
import { isEverOpen, spansToEnter } from './spans.ts'

const Rows = z.object({ indices: z.array(Numbers) })
const Openings = z.object({
  touchpoints: z.array(
    z.object({
      site: z.string(),
      touchpoint: z.string(),
      opening: z.record(z.string(), z.string()).nullable(),
    }),
  ),
})

/** A figure, and what became of it. */
interface Entered {
  span: { from: number; to: number }
  /** Null: it was taken back. */
  customers: number | null
  told: Told<unknown>
}

/** Customers served, where nothing else counts them: touchpoint, span, number. */
export function ServedEntry({ choices, timeZone }: { choices: EntryChoices; timeZone: string }) {
  const { of, by, point, question } = choices
  const [changedAt, setChangedAt] = useState(0)
  const [chosen, setChosen] = useState<number | null>(null)
  const [entered, setEntered] = useState<Entered | null>(null)
  const asOf = Math.max(changedAt, feed.value.linkedAt ?? 0)
  const rows = useAnswer('api/indices', { ...question, by }, Rows, asOf)
  const manual = useAnswer('api/served/manual', question, ManualFigures, asOf)
  const openings = useAnswer('api/touchpoints', {}, Openings, asOf)

  const figures = manual.answer?.figures ?? []
  const opening = openings.answer?.touchpoints.find(
    one => one.site === point.site && one.touchpoint === point.touchpoint,
  )?.opening
  const spans = spansToEnter(rows.answer?.indices ?? [], figures, now.value).filter(
    ({ row, customers }) =>
      by === 'day' || customers !== null || isEverOpen(opening ?? null, ...clockOf(row)),
  )
  const span = spans.find(({ row }) => row.from === chosen)

  function clockOf({ from, to }: Numbers): [string, string] {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' })
    return [format.format(from), format.format(to)]
  }

  async function enter({ from, to }: { from: number; to: number }, customers: number | null) {
    const body = { touchpoint: question.touchpoint, from, to, customers }
    const told = await tell('PUT', 'api/served/manual', body, z.object({}))
    setEntered({ span: { from, to }, customers, told })
    setChangedAt(Date.now())
    if (told.ok) setChosen(null)
  }

  return (
    <section class="card entry-part" aria-labelledby="served-by-hand">
      <h2 id="served-by-hand">{t('entry.served.name')}</h2>
      <p class="aside">{t('entry.served.why')}</p>
      <Choice
        label={t('entry.served.of')}
        options={lengths.map(one => ({
          name: t(`entry.served.lengths.${one}`),
          choices: { of: one },
          chosen: one === of,
        }))}
      />
      <Failure of={rows} />
      <SpanGrid spans={spans} chosen={chosen} onChoose={setChosen} timeZone={timeZone} />
      {span && (
        <FigureForm
          key={span.row.from}
          span={span}
          timeZone={timeZone}
          onEnter={customers => enter(span.row, customers)}
        />
      )}
      {entered && <Outcome of={entered.told} done={wordsOf(entered, timeZone)} />}
      <EnteredFigures
        figures={figures}
        timeZone={timeZone}
        onTakeBack={figure => enter(figure, null)}
      />
    </section>
  )
}

function wordsOf({ span, customers }: Entered, timeZone: string): string {
  const name = nameOfSpan(span, timeZone)
  if (customers === null) return t('entry.served.taken-back', { span: name })
  return t('entry.served.entered', { count: customers, span: name })
}
