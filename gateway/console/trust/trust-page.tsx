import { z } from 'zod'
import { Disagreements } from '../../../shared/disagreements.ts'
import { Doubts } from '../../../shared/doubts.ts'
import { Losses } from '../../../shared/losses.ts'
import { Numbers } from '../../../shared/numbers.ts'
import { SetAsides } from '../../../shared/set-aside.ts'
import { useAnswer } from '../frame/asking.ts'
import { Choice } from '../frame/choice.tsx'
import { CsvButton } from '../frame/csv-button.tsx'
import { Failure } from '../frame/failure.tsx'
import { dayOfDate } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { feed } from '../frame/live-feed.ts'
import { may } from '../frame/me.ts'
import { now } from '../frame/now.ts'
import { PageTools } from '../frame/page-tools.tsx'
import type { PageProps } from '../frame/pages.ts'
import { daysIn, spanOf } from '../frame/period.ts'
import { PeriodChoice } from '../frame/period-choice.tsx'
import '../style/trust.css'
import { type TrustChoices, trustChoices } from './choices.ts'
import { EventLog } from './event-log.tsx'
import { Received, receivedTable } from './received.tsx'
import { ServedSources } from './served-sources.tsx'
import { SetAsidePresses } from './set-aside.tsx'
import { WhatIfSliders } from './what-if.tsx'

/** The gateway looks at each event: of a longer time it does not. */
const mostDaysOfDoubts = 31

const Whole = z.object({ indices: z.array(Numbers) })

/** How far the numbers can be trusted. */
export function TrustPage({ site }: PageProps) {
  const choices = trustChoices(site, now.value)
  const { period, touchpoints } = choices
  const isAdmin = may('administer')
  const supposed = isAdmin ? choices.supposed : {}
  const asOf = feed.value.linkedAt
  const touchpoint = touchpoints.map(one => `${one.site}/${one.touchpoint}`).join()
  const question = { touchpoint, ...spanOf(period) }
  const losses = useAnswer('api/losses', question, Losses, asOf)
  const setAside = useAnswer('api/set-aside', question, SetAsides, asOf)
  const whole = useAnswer('api/indices', question, Whole, asOf)
  const disputed = useAnswer('api/served/disagreements', question, Disagreements, asOf)
  const isCountable = daysIn(period) <= mostDaysOfDoubts
  const doubtful = useAnswer('api/doubts', isCountable ? question : null, Doubts, asOf)
  const doubts = isCountable ? (doubtful.answer?.doubts ?? null) : null
  const days = losses.answer?.days ?? []

  return (
    <>
      <header class="page-head">
        <h1>{t('frame.page.trust')}</h1>
        <p class="when">
          {dayOfDate(period.first)} – {dayOfDate(period.last)}
        </p>
        <PageTools>
          <CsvButton
            name={`${site.id}-trust-${period.first}-${period.last}`}
            table={() => receivedTable(days, doubts, site.timeZone)}
          />
        </PageTools>
      </header>
      <div class="controls">
        <PeriodChoice chosen={choices} />
        {site.touchpoints.length > 1 && (
          <TouchpointChoice choices={choices} all={site.touchpoints} />
        )}
      </div>
      <Failure of={losses} />
      {losses.answer && (
        <Received losses={losses.answer} doubts={doubts} timeZone={site.timeZone} />
      )}
      <SetAsidePresses
        touchpoints={touchpoints}
        rows={setAside.answer?.setAside ?? []}
        question={question}
        supposed={supposed}
      >
        {isAdmin && (
          <WhatIfSliders
            thresholds={setAside.answer?.setAside[0]?.thresholds ?? null}
            supposed={supposed}
          />
        )}
      </SetAsidePresses>
      <ServedSources
        touchpoints={touchpoints}
        rows={whole.answer?.indices ?? []}
        disagreements={disputed.answer?.disagreements ?? []}
        timeZone={site.timeZone}
      />
      {isAdmin && <EventLog question={question} choices={choices} timeZone={site.timeZone} />}
    </>
  )
}

interface TouchpointChoiceProps {
  choices: TrustChoices
  all: TrustChoices['touchpoints']
}

function TouchpointChoice({ choices: { touchpoint }, all }: TouchpointChoiceProps) {
  const named = all.map(one => ({
    name: one.name,
    choices: { touchpoint: one.touchpoint, device: null, before: null },
    chosen: one.touchpoint === touchpoint,
  }))
  const none = {
    name: t('trust.all'),
    choices: { touchpoint: null, device: null, before: null },
    chosen: !named.some(({ chosen }) => chosen),
  }
  return <Choice label={t('trust.touchpoint')} options={[none, ...named]} />
}
