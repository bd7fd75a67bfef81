import { callerName } from '../frame/caller-name.ts'
import { dateTime } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import type { Version } from './sites-document.ts'

interface VersionsListProps {
  versions: readonly Version[]
  timeZone: string
}

/** Since when which settings hold, and who entered them. */
export function VersionsList({ versions, timeZone }: VersionsListProps) {
  const at = (time: number) => dateTime(time, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return (
    <ol class="versions" reversed>
      {versions.toReversed().map(({ version, since, enteredAt, enteredBy }) => (
        <li key={version}>
          {since === 0
            ? t('settings.versions.ever')
            : t('settings.versions.since', { time: at(since) })}{' '}
          <span class="aside">
            {t('settings.versions.entered', { name: callerName(enteredBy), time: at(enteredAt) })}
          </span>
        </li>
      ))}
    </ol>
  )
}
