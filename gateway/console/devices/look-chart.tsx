import type { Look } from '../../../shared/commands.ts'
import { integer } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import type { Device } from './device-details.ts'

const [width, height] = [600, 160]
const least = 1000

/** The last minute before a laser: the nearer, the lower; a gap where it saw nothing. */
export function LookChart({
  look: { mm, everyMs },
  place,
}: {
  look: Look
  place: Device['place']
}) {
  const seen = mm.filter(distance => distance !== null)
  const most = Math.max(least, ...seen, place?.farMm ?? 0) * 1.05
  const x = (index: number) => (mm.length < 2 ? width : (index / (mm.length - 1)) * width)
  const y = (distance: number) => height - (distance / most) * height
  const label = t('devices.look.says', {
    seconds: Math.round((mm.length * everyMs) / 1000),
    seen: seen.length,
    of: mm.length,
    nearest: seen.length > 0 ? integer(Math.min(...seen)) : t('frame.unknown'),
    farthest: seen.length > 0 ? integer(Math.max(...seen)) : t('frame.unknown'),
  })
  return (
    <figure class="look">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {place && (
          <>
            <rect
              class="zone"
              x="0"
              y={y(place.farMm)}
              width={width}
              height={height - y(place.farMm)}
            />
            <text x="4" y={y(place.farMm) - 4}>
              {t('devices.look.far', { mm: place.farMm })}
            </text>
          </>
        )}
        {mm.map(
          (distance, index) =>
            distance !== null && <circle key={index} cx={x(index)} cy={y(distance)} r="2" />,
        )}
      </svg>
      <figcaption class="aside">{label}</figcaption>
    </figure>
  )
}
