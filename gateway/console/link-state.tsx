import { t } from 'i18next'
import type { Feed } from './feed.ts'
import { ago, clock } from './format.ts'

export function LinkState({ link }: { link: Feed['link'] }) {
  return (
    <p class={`link ${link}`} role="status">
      <span class="mark" aria-hidden="true">
        {link === 'lost' ? '✕' : '●'}
      </span>
      {t(`link.${link}`)}
    </p>
  )
}

/** Says plainly that the numbers are old, and how old. */
export function LostNotice({ feed, now }: { feed: Feed; now: number }) {
  const { link, heardAt } = feed
  if (link !== 'lost') return null
  return (
    <div class="notice">
      <strong>{t('link.lost-notice')}</strong>
      <p>
        {heardAt === null
          ? t('link.nothing-heard')
          : t('link.numbers-from', { time: clock(heardAt), ago: ago(heardAt, now) })}{' '}
        {t('link.trying')}
      </p>
    </div>
  )
}
