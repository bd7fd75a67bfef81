import { Choice } from '../frame/choice.tsx'
import { t } from '../frame/language.ts'
import type { PageProps } from '../frame/pages.ts'
import '../style/entry.css'
import { AlertList } from './alert-list.tsx'
import { entryChoices } from './choices.ts'
import { HeadcountPart } from './headcount-part.tsx'
import { ServedEntry } from './served-entry.tsx'

/** What only people know: how many were served, and whether the sensor counts as they do. */
export function EntryPage({ site }: PageProps) {
  const choices = entryChoices(site)
  if (!choices) return null
  const { point, of } = choices
  return (
    <>
      <header class="page-head">
        <h1>{t('frame.page.entry')}</h1>
      </header>
      {site.touchpoints.length > 1 && (
        <div class="controls">
          <Choice
            label={t('trust.touchpoint')}
            options={site.touchpoints.map(({ touchpoint, name }) => ({
              name,
              choices: { touchpoint },
              chosen: touchpoint === point.touchpoint,
            }))}
          />
        </div>
      )}
      <div class="entry">
        <AlertList site={site} />
        <ServedEntry key={`${point.touchpoint} ${of}`} choices={choices} timeZone={site.timeZone} />
        <HeadcountPart key={point.touchpoint} site={site} point={point} />
      </div>
    </>
  )
}
