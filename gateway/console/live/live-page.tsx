import type { LiveNumbers } from '../../../shared/numbers.ts'
import { CsvButton } from '../frame/csv-button.tsx'
import { day } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { feed } from '../frame/live-feed.ts'
import { PageTools } from '../frame/page-tools.tsx'
import type { PageProps } from '../frame/pages.ts'
import '../style/live.css'
import { HowToRead } from './how-to-read.tsx'
import { todayTable } from './today-table.ts'
import { TouchpointCard } from './touchpoint-card.tsx'

/** One calm screen for a site: today at each touchpoint. */
export function LivePage({ site }: PageProps) {
  const [first] = site.touchpoints
  if (!first) return null
  return (
    <>
      <header class="page-head">
        <h1>{day(first.from, site.timeZone)}</h1>
        <Discretion numbers={first} />
        <PageTools>
          <CsvButton name={`${site.id}-today`} table={() => todayTable(site)} />
        </PageTools>
      </header>
      <div class={feed.value.link === 'lost' ? 'cards old' : 'cards'}>
        {site.touchpoints.map(numbers => (
          <TouchpointCard key={numbers.touchpoint} numbers={numbers} />
        ))}
      </div>
      <HowToRead numbers={first} />
    </>
  )
}

function Discretion({ numbers: { discretion } }: { numbers: LiveNumbers }) {
  const { answersAtOnce: answers, atMostMinutes: minutes } = discretion
  if (answers === 1) return null
  return <p class="aside">{t('live.discretion.short', { answers, minutes })}</p>
}
