import { z } from 'zod'
import { Deeds, notDone } from '../../../shared/deeds.ts'
import { useAnswer } from '../frame/asking.ts'
import { callerName } from '../frame/caller-name.ts'
import { locale, t } from '../frame/language.ts'
import { choicesOf, choose } from '../frame/view.ts'
import { en } from '../words/en.ts'

/** As it stands in the address. */
const Choices = z.object({ before: z.coerce.number().int().min(1).optional().catch(undefined) })

const pageSize = 25
/** Settings are longer by far. */
const oneLine = 120
const { deed } = en.access.audit

export function AuditLog() {
  const { before } = choicesOf(Choices)
  const { answer } = useAnswer('api/audit', { before, limit: pageSize }, Deeds)
  const deeds = answer?.deeds ?? []
  const last = deeds.at(-1)
  const clock = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <>
      <ul class="rows deeds">
        {deeds.map(({ id, at, who, action, detail }) => (
          <li key={id}>
            <time class="aside" dateTime={new Date(at).toISOString()}>
              {clock.format(at)}
            </time>
            <span class="label">{callerName(who)}</span>
            <span>{wordsOf(action)}</span>
            <Detail of={detail} />
          </li>
        ))}
      </ul>
      <div class="tools">
        {before !== undefined && (
          <button type="button" class="button" onClick={() => choose({ before: null })}>
            {t('access.audit.newest')}
          </button>
        )}
        {last && deeds.length === pageSize && (
          <button type="button" class="button" onClick={() => choose({ before: last.id })}>
            {t('access.audit.older')}
          </button>
        )}
      </div>
    </>
  )
}

/** What a newer gateway notes has no words here yet. */
function wordsOf(action: string): string {
  return isKnown(action) ? t(`access.audit.deed.${action}`) : action
}

const isKnown = (action: string): action is keyof typeof deed => Object.hasOwn(deed, action)

/** What exactly was asked for, or why it was not done, as the gateway keeps it. */
function Detail({ of }: { of: string }) {
  if (of.startsWith(notDone)) {
    return (
      <span class="fault">
        {t('access.audit.not-done')} <q lang="en">{of.slice(notDone.length)}</q>
      </span>
    )
  }
  const exactly = <code lang="en">{of}</code>
  if (of.length <= oneLine) return exactly
  return (
    <details>
      <summary>{t('access.audit.exactly')}</summary>
      {exactly}
    </details>
  )
}
