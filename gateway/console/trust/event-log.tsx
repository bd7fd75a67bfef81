import { Doubt, EventKind, EventSearch, type FoundEvent } from '../../../shared/event-search.ts'
import { type Query, useAnswer } from '../frame/asking.ts'
import { CsvButton } from '../frame/csv-button.tsx'
import { Failure } from '../frame/failure.tsx'
import { duration, exactMoment } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { Scrolls } from '../frame/scrolls.tsx'
import { choose } from '../frame/view.ts'
import type { TrustChoices } from './choices.ts'
import { eventsTable, tellingOf } from './telling.ts'

interface EventLogProps {
  question: Query
  choices: TrustChoices
  timeZone: string
}

/** What devices told, as it stands in the log: to search, the newest first. */
export function EventLog({ question, choices, timeZone }: EventLogProps) {
  const { device, kind, only, before, touchpoints } = choices
  const asked = { ...question, device, kind, only, before, limit: 50 }
  const page = useAnswer('api/events', asked, EventSearch)
  const devices = touchpoints.flatMap(one => one.devices.map(health => health.device))
  const { events = [], next = null } = page.answer ?? {}
  return (
    <section class="card trust-part" aria-labelledby="event-log">
      <h2 id="event-log">{t('trust.log.name')}</h2>
      <div class="controls">
        <Select
          name={t('trust.log.device')}
          value={device}
          options={devices.map(one => [one, one])}
          onChoose={chosen => choose({ device: chosen, before: null })}
        />
        <Select
          name={t('trust.log.kind')}
          value={kind}
          options={EventKind.options.map(one => [one, t(`trust.kind.${one}`)])}
          onChoose={chosen => choose({ kind: chosen, before: null })}
        />
        <Select
          name={t('trust.log.only')}
          value={only}
          options={Doubt.options.map(one => [one, t(`trust.doubt.${one}`)])}
          onChoose={chosen => choose({ only: chosen, before: null })}
        />
      </div>
      <Failure of={page} />
      <Scrolls name={t('trust.log.name')}>
        <table class={page.isAsking ? 'data log asking' : 'data log'}>
          <thead>
            <tr>
              <th scope="col">{t('trust.log.time')}</th>
              <th scope="col">{t('trust.log.device')}</th>
              <th scope="col">{t('trust.log.kind')}</th>
              <th scope="col">{t('trust.log.tells')}</th>
              <th scope="col">{t('trust.log.received')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map(event => (
              <Row key={event.id} event={event} timeZone={timeZone} />
            ))}
          </tbody>
        </table>
      </Scrolls>
      {page.answer && events.length === 0 && <p class="aside">{t('trust.log.nothing')}</p>}
      <div class="tools">
        <CsvButton name="events" table={() => eventsTable(events)} />
        {before !== undefined && (
          <button type="button" class="button" onClick={() => choose({ before: null })}>
            {t('trust.log.newest')}
          </button>
        )}
        {next !== null && (
          <button type="button" class="button" onClick={() => choose({ before: next })}>
            {t('trust.log.older')}
          </button>
        )}
      </div>
    </section>
  )
}

interface SelectProps {
  name: string
  value: string | undefined
  options: readonly (readonly [string, string])[]
  onChoose: (value: string | null) => void
}

function Select({ name, value, options, onChoose }: SelectProps) {
  return (
    <label class="choice">
      <span class="choice-label">{name}</span>
      <select value={value ?? ''} onChange={event => onChoose(event.currentTarget.value || null)}>
        <option value="">{t('trust.all')}</option>
        {options.map(([id, shown]) => (
          <option key={id} value={id}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  )
}

const lateMs = 60_000

function Row({ event, timeZone }: { event: FoundEvent; timeZone: string }) {
  const { time, errorMs, device, kind, receivedAt } = event
  const delay = receivedAt - time
  return (
    <tr>
      <th scope="row">
        {exactMoment(time, timeZone)}
        {errorMs !== null && <span class="explained">± {duration(errorMs)}</span>}
      </th>
      <td>{device}</td>
      <td>{t(`trust.kind.${kind}`)}</td>
      <td class="tells">{tellingOf(event)}</td>
      <td class={delay > lateMs ? 'fault' : 'unknown'}>
        {delay > lateMs ? t('trust.log.late', { delay: duration(delay) }) : t('trust.log.at-once')}
      </td>
    </tr>
  )
}
