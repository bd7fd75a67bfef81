import type { Numbers } from '../../../shared/numbers.ts'
import { dateTime } from '../frame/format.ts'
import { t } from '../frame/language.ts'

interface ToldPartProps {
  of: Numbers
  timeZone: string
}

/** Which part of a period its numbers are of, where it is not the whole. */
export function ToldPart({ of: { shown, from, to }, timeZone }: ToldPartProps) {
  if (!shown || (shown.from === from && shown.to === to)) return null
  const moment = (at: number) => dateTime(at, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const name = shown.from === from ? 'until' : 'part'
  return (
    <p class="aside">
      {t(`trends.told.${name}`, { from: moment(shown.from), to: moment(shown.to) })}
    </p>
  )
}
