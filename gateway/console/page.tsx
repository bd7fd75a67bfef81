import { t } from 'i18next'
import type { LiveNumbers } from '../../shared/numbers.ts'
import type { Feed } from './feed.ts'
import { day } from './format.ts'
import { HowToRead } from './how-to-read.tsx'
import { LANGUAGES, type Language, language, locale, speak } from './language.ts'
import { LinkState, LostNotice } from './link-state.tsx'
import { TouchpointCard } from './touchpoint-card.tsx'

export function Page({ feed, now }: { feed: Feed; now: number }) {
  return (
    <>
      <header class="top">
        <h1>
          <Mark />
          Loyalty Button
        </h1>
        <LinkState link={feed.link} />
        <LanguageChoice />
      </header>
      <LostNotice feed={feed} now={now} />
      <main class={feed.link === 'lost' ? 'old' : undefined}>
        {sitesOf(feed.touchpoints).map(([site, touchpoints]) => (
          <Site key={site} touchpoints={touchpoints} feed={feed} now={now} />
        ))}
        {feed.link === 'live' && feed.touchpoints.length === 0 && (
          <p class="empty">{t('page.empty')}</p>
        )}
      </main>
      <HowToRead />
    </>
  )
}

interface SiteProps {
  touchpoints: readonly LiveNumbers[]
  feed: Feed
  now: number
}

function Site({ touchpoints, feed, now }: SiteProps) {
  const [first] = touchpoints
  if (!first) return null
  const heading = `site-${first.site}`
  return (
    <section class="site" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{first.siteName}</h2>
        <p>{day(first.from, first.timeZone)}</p>
      </header>
      <div class="cards">
        {touchpoints.map(numbers => (
          <TouchpointCard key={numbers.touchpoint} numbers={numbers} feed={feed} now={now} />
        ))}
      </div>
    </section>
  )
}

function LanguageChoice() {
  return (
    <fieldset class="languages">
      <legend class="hidden">{t('page.language')}</legend>
      {(Object.keys(LANGUAGES) as Language[]).map(one => (
        <button
          key={one}
          type="button"
          lang={one}
          title={LANGUAGES[one]}
          aria-label={`${one.toUpperCase()} – ${LANGUAGES[one]}`}
          aria-pressed={one === language()}
          onClick={() => void speak(one)}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </fieldset>
  )
}

function Mark() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" />
      <circle class="ring" cx="16" cy="16" r="9" />
      <path d="M16 7a9 9 0 0 1 9 9" />
      <circle class="dot" cx="16" cy="16" r="3.5" />
    </svg>
  )
}

function sitesOf(touchpoints: readonly LiveNumbers[]): [string, LiveNumbers[]][] {
  const order = new Intl.Collator(locale(), { numeric: true })
  const sorted = [...touchpoints].sort(
    (a, b) => order.compare(a.siteName, b.siteName) || order.compare(a.name, b.name),
  )
  return [...Map.groupBy(sorted, numbers => numbers.site)]
}
