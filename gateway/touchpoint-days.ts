import { type Day, type Days, hourlyDayOf } from './calendar.ts'
import { overlap, phaseAt, type Timeline } from './timelines.ts'

/**
 * The local day of a touchpoint in which a moment lies, by the settings of its time. Where days
 * begin at another hour from some moment on, one ends and another begins there.
 */
export function touchpointDay(timeline: Timeline, time: number): Day {
  const day = hourlyDayOf(time, phaseAt(timeline, time).at.days)
  const changes = changesIn(timeline)
  const alike = {
    from: changes.findLast(change => change <= time) ?? -Infinity,
    to: changes.find(change => change > time) ?? Infinity,
  }
  if (day.from >= alike.from && day.to <= alike.to) return day
  const hours = day.hours.flatMap(hour => overlap(hour, alike) ?? [])
  return { ...day, ...overlap(alike, day), hours }
}

/** Since when days have begun at another hour, or in another time zone. */
const changesIn = ({ phases }: Timeline) =>
  phases.flatMap(({ from, at }, index) => {
    const before = phases[index - 1]?.at.days ?? at.days
    return isSame(before, at.days) ? [] : [from]
  })

const isSame = (one: Days, other: Days) =>
  one.timeZone === other.timeZone && one.dayStart === other.dayStart
