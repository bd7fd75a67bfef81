import type { DeviceHealths } from './device-health.ts'
import type { TimelineCache } from './timeline-cache.ts'
import { lastsAt, phaseAt, type Timeline } from './timelines.ts'
import { type MountedAt, type Places, pointId, type Touchpoints } from './touchpoints.ts'

/** Which touchpoints there are, and which there were. */
export interface Standing {
  /** The touchpoints that there are, or those of that id (`counter-1` or `hall/counter-1`). */
  touchpoints(id?: string): MountedAt[]
  /** The same with those that there once were. */
  everyTouchpoint(id?: string): MountedAt[]
  /** The touchpoint of that full id as it is set now, if there is one. */
  current(id: string): MountedAt | null
  /** Until when it was one, epoch ms; null: it still is. */
  until(point: MountedAt): number | null
}

export function openStanding(
  touchpoints: Touchpoints,
  timelines: TimelineCache,
  healths: DeviceHealths,
  now: () => number,
): Standing {
  function current(timeline: Timeline | undefined): MountedAt | null {
    const phase = timeline?.phases.find(one => lastsAt(one, now()))
    if (!phase) return null
    const isHeard = phase.devices.some(({ seen }) => seen && healths.of(seen, now()).alive)
    // What was removed from the settings lasts on while a remote still tells there.
    return isHeard || !isRemoved(pointId(phase.at)) ? phase.at : null
  }

  const isRemoved = (id: string) =>
    lastNamed(id) !== undefined &&
    !touchpoints.places().some(one => lastsAt(one, now()) && namedIn(one, id))

  const lastNamed = (id: string) =>
    touchpoints
      .places()
      .flatMap(one => namedIn(one, id) ?? [])
      .at(-1)

  /** As it is set now, or was when the settings named it last. */
  function latest(timeline: Timeline): MountedAt {
    const { at } = phaseAt(timeline, now())
    return isRemoved(pointId(at)) ? (lastNamed(pointId(at)) ?? at) : at
  }

  return {
    touchpoints: id => timelines.all(id).flatMap(timeline => current(timeline) ?? []),
    everyTouchpoint: id => timelines.all(id).map(latest),
    current: id => current(timelines.find(id)),
    until(point) {
      const id = pointId(point)
      const timeline = timelines.find(id)
      if (current(timeline)) return null
      // A remote of that name has a touchpoint of its own from then on.
      const named = touchpoints.places().findLast(one => namedIn(one, id))
      return named?.to ?? timeline?.phases.at(-1)?.to ?? null
    },
  }
}

const namedIn = ({ named }: Places, id: string) => named.find(point => pointId(point) === id)
