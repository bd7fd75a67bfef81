import { t } from '../frame/language.ts'
import { at } from './place.ts'

interface RangeProps {
  range: readonly [number, number]
  scale: readonly [number, number]
  shown: (value: number) => string
  /** Among those who answered. */
  value: number | null
}

/** Where the value of all customers lies, on its scale. */
export function Range({ range: [low, high], scale, shown, value }: RangeProps) {
  return (
    <>
      <p class="why">{t('live.gate.range', { low: shown(low), high: shown(high) })}</p>
      <div class="scale" aria-hidden="true">
        <span>{shown(scale[0])}</span>
        <span class="track">
          <span
            class="possible"
            style={{ left: at(low, scale), right: at(scale[0] + scale[1] - high, scale) }}
          />
          {value !== null && <span class="tick" style={{ left: at(value, scale) }} />}
        </span>
        <span>{shown(scale[1])}</span>
      </div>
    </>
  )
}
