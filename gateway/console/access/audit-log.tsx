import { useState } from 'preact/hooks'
import { z } from 'zod'
import { useAnswer } from '../frame/asking.ts'
import { callerName } from '../frame/caller-name.ts'
import { locale, t } from '../frame/language.ts'

const Audit = z.object({
  deeds: z.array(
    z.object({
      id: z.number(),
      at: z.number(),
      who: z.string(),
      action: z.string(),
      detail: z.string(),
    }),
  ),
})

const pageSize = 25

export function AuditLog() {
  const [before, setBefore] = useState<number | undefined>(undefined)
  const { answer } = useAnswer('api/audit', { before, limit: pageSize }, Audit)
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
            <code>
              {action} {detail}
            </code>
          </li>
        ))}
      </ul>
      {last && deeds.length === pageSize && (
        <button type="button" class="button" onClick={() => setBefore(last.id)}>
          {t('access.audit.older')}
        </button>
      )}
    </>
  )
}
