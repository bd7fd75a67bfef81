import { ago, clock } from './format.ts'
import { t } from './language.ts'
import { feed } from './live-feed.ts'
import { now } from './now.ts'

export function LinkState() {
  const { link } = feed.value
  return (
    <p class={`link ${link}`} role="status">
      <span class="mark" aria-hidden="true">
        {link === 'lost' ? '✕' : link === 'live' ? '●' : '○'}
      </span>
      <span class="says">{t(`frame.link.${link}`)}</span>
    </p>
  )
}

/** Says plainly that the numbers are old, and how old. */
export function LostNotice() {
  const { link, heardAt } = feed.value
  if (link !== 'lost') return null
  return (
    <div class="notice">
      <strong>{t('frame.link.lost-notice')}</strong>{' '}
      {heardAt === null
        ? t('frame.link.nothing-heard')
        : t('frame.link.numbers-from', { time: clock(heardAt), ago: ago(heardAt, now.value) })}{' '}
      {t('frame.link.trying')}
    </div>
  )
}
