import { useState } from 'preact/hooks'
import { Headcounts } from '../../../shared/headcounts.ts'
import { useAnswer } from '../frame/asking.ts'
import { Failure } from '../frame/failure.tsx'
import { t } from '../frame/language.ts'
import { feed } from '../frame/live-feed.ts'
import { Outcome } from '../frame/outcome.tsx'
import type { NamedSite } from '../frame/sites.ts'
import type { Told } from '../frame/telling.ts'
import { begin, counting, endedAt } from './headcount.ts'
import { HeadcountResults } from './headcount-results.tsx'
import { TapPad } from './tap-pad.tsx'

interface HeadcountPartProps {
  site: NamedSite
  point: NamedSite['touchpoints'][number]
}

/** A quarter of an hour in which somebody taps at each customer, and what it says of the sensor. */
export function HeadcountPart({ site, point }: HeadcountPartProps) {
  const touchpoint = `${point.site}/${point.touchpoint}`
  const asOf = Math.max(endedAt.value, feed.value.linkedAt ?? 0)
  const past = useAnswer('api/headcounts', { touchpoint }, Headcounts, asOf)
  const underWay = counting.value
  const ended = past.answer?.headcounts.filter(({ id }) => id !== underWay?.id) ?? []
  return (
    <section class="card entry-part" aria-labelledby="headcount">
      <h2 id="headcount">{t('entry.headcount.name')}</h2>
      <p class="aside">{t('entry.headcount.why')}</p>
      {underWay ? (
        <TapPad counting={underWay} site={site} />
      ) : (
        <Begin name={point.name} touchpoint={touchpoint} />
      )}
      <Failure of={past} />
      <HeadcountResults results={ended} timeZone={site.timeZone} />
    </section>
  )
}

function Begin({ name, touchpoint }: { name: string; touchpoint: string }) {
  const [told, setTold] = useState<Told<unknown> | null>(null)
  async function start() {
    setTold(await begin(touchpoint))
  }
  return (
    <>
      <button type="button" class="button main" onClick={start}>
        {t('entry.headcount.begin', { name })}
      </button>
      <Outcome of={told} />
    </>
  )
}
