import { Choice } from '../frame/choice.tsx'
import { t } from '../frame/language.ts'
import { PeriodChoice } from '../frame/period-choice.tsx'
import type { NamedSite } from '../frame/sites.ts'
import { choose } from '../frame/view.ts'
import { lengths, type TrendChoices } from './choices.ts'
import { figures } from './trend.ts'

/** All choices of the view; each is a part of its address. */
export function TrendControls({ site, choices }: { site: NamedSite; choices: TrendChoices }) {
  const { by, figure } = choices
  return (
    <div class="controls">
      <PeriodChoice chosen={choices} />
      <Choice
        label={t('trends.by')}
        options={lengths.map(length => ({
          name: t(`trends.length.${length}`),
          choices: { by: length },
          chosen: by === length,
        }))}
      />
      <Choice
        label={t('trends.figure')}
        options={figures.map(one => ({
          name: t(`trends.figures.${one}`),
          choices: { figure: one },
          chosen: figure === one,
        }))}
      />
      {choices.known.length > 1 && <TouchpointChoice site={site} choices={choices} />}
    </div>
  )
}

function TouchpointChoice({ site, choices }: { site: NamedSite; choices: TrendChoices }) {
  const chosen = choices.touchpoints.map(({ touchpoint }) => touchpoint)

  function toggle(id: string) {
    const others = chosen.filter(one => one !== id)
    const next = others.length < chosen.length ? others : [...chosen, id]
    const usual = site.touchpoints.map(({ touchpoint }) => touchpoint)
    const isUsual = next.length === usual.length && next.every(one => usual.includes(one))
    choose({ touchpoints: next.length === 0 || isUsual ? null : next.join() })
  }

  return (
    <fieldset class="choice">
      <legend class="choice-label">{t('trends.touchpoints')}</legend>
      <div class="ticks">
        {choices.known.map(({ touchpoint, name }) => (
          <label key={touchpoint}>
            <input
              type="checkbox"
              checked={chosen.includes(touchpoint)}
              onChange={() => toggle(touchpoint)}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
