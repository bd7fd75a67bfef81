import type { Numbers } from '../../../shared/numbers.ts'
import { dateTime } from '../frame/format.ts'
import { t } from '../frame/language.ts'

interface ToldPartProps {
  of: Numbers
  timeZone: string
}

/** Which part of a period its numbers are of, where it is not the whole. */
export function ToldPart({ of: { shown, gaps, from, to }, timeZone }: ToldPartProps) {
  if (!shown) return null
  const moment = (at: number) => dateTime(at, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const between = (span: { from: number; to: number }) =>
    `${moment(span.from)} – ${moment(span.to)}`
  const isWhole = shown.from === from && shown.to === to
  const name = shown.from === from ? 'until' : 'part'
  return (
    <>
      {!isWhole && (
        <p class="aside">
          {t(`trends.told.${name}`, { from: moment(shown.from), to: moment(shown.to) })}
        </p>
      )}
      {gaps.length > 0 && (
        <p class="aside">{t('trends.told.gaps', { gaps: gaps.map(between).join(', ') })}</p>
      )}
    </>
  )
}
