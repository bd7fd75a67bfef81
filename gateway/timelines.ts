import type { Span } from './calendar.ts'
import type { Device } from './database/devices.ts'
import { type MountedAt, type Places, pointId } from './touchpoints.ts'

/** A time in which everything about a touchpoint was set alike. */
export interface Phase extends Span {
  /** The version of the settings that it begins with. */
  version: number
  /** The version since which the same is asked: what was asked otherwise is never mixed with it. */
  series: number
  at: MountedAt
  /** The devices mounted there; null when one was never heard of. */
  devices: { name: string; seen: Device | null }[]
}

/** A time in which a device was mounted at a touchpoint. */
export interface Mounting extends Span {
  device: Device
}

/** One touchpoint through time; each list is in order of time. */
export interface Timeline {
  phases: Phase[]
  mountings: Mounting[]
}

/** All touchpoints that there ever were, those of the newest settings first, in their order. */
export function timelinesOf(places: Places[], seen: Device[]): Map<string, Timeline> {
  const timelines = new Map<string, Timeline>()
  const find = (point: MountedAt) => {
    const found = timelines.get(pointId(point)) ?? { phases: [], mountings: [] }
    timelines.set(pointId(point), found)
    return found
  }
  for (const point of places.at(-1)?.named ?? []) find(point)
  for (const { named, of, from, to, version } of places) {
    const mounted = Map.groupBy(seen, ({ site, device }) => of(site, device))
    for (const at of new Set([...named, ...mounted.keys()])) {
      const { phases, mountings } = find(at)
      const heard = mounted.get(at) ?? []
      const names = new Set([...heard.map(({ device }) => device), ...at.touchpoint.devices])
      const devices = [...names].map((name, index) => ({ name, seen: heard[index] ?? null }))
      addPhase(phases, { from, to, version, at, devices })
      for (const device of heard) addMounting(mountings, { from, to }, device)
    }
  }
  return timelines
}

function addPhase(phases: Phase[], next: Omit<Phase, 'series'>) {
  const last = phases.at(-1)
  const goesOn = last?.to === next.from
  if (goesOn && last.at === next.at && namesIn(last) === namesIn(next)) {
    last.to = next.to
    return
  }
  const series = goesOn && asksAlike(last.at, next.at) ? last.series : next.version
  phases.push({ ...next, series })
}

const namesIn = ({ devices }: Omit<Phase, 'series'>) => devices.map(({ name }) => name).join()

function addMounting(mountings: Mounting[], { from, to }: Span, device: Device) {
  const last = mountings.findLast(one => one.device === device)
  if (last?.to === from) last.to = to
  else mountings.push({ from, to, device })
}

/** Who answers of their own accord is another sample than who was picked. */
const asksAlike = (one: MountedAt, other: MountedAt) =>
  JSON.stringify([one.touchpoint.question, one.touchpoint.survey]) ===
  JSON.stringify([other.touchpoint.question, other.touchpoint.survey])

/** The part of a span in which something else lasted; null when there is none. */
export function overlap<Lasting extends Span>(
  lasting: Lasting,
  { from, to }: Span,
): Lasting | null {
  const part = { from: Math.max(from, lasting.from), to: Math.min(to, lasting.to) }
  return part.from < part.to ? { ...lasting, ...part } : null
}

/** Since when a device has been mounted there without a break, 0 for ever; null when it is not. */
export function mountedSince({ phases }: Timeline, name: string, time: number): number | null {
  let since: number | null = null
  for (const { from, to, devices } of phases.toReversed()) {
    if (from > time) continue
    const goesOn = since === null ? to > time : to === since
    if (!goesOn || !devices.some(device => device.name === name)) break
    since = from
  }
  return since
}

/** How a touchpoint was set at a moment; before the first and after the last phase, as in those. */
export function phaseAt({ phases }: Timeline, time: number): Phase {
  const found = phases.findLast(({ from }) => from <= time) ?? phases[0]
  if (!found) throw new Error('expected a touchpoint to have been set at some time')
  return found
}

/** The parts of a span in which one question was asked each. */
export function seriesIn({ phases }: Timeline, span: Span): Span[] {
  const parts: (Span & { series: number })[] = []
  for (const { series, ...phase } of phases) {
    const part = overlap(phase, span)
    const last = parts.at(-1)
    if (part && last && last.series === series && last.to === part.from) last.to = part.to
    else if (part) parts.push({ from: part.from, to: part.to, series })
  }
  return parts.map(({ from, to }) => ({ from, to }))
}

export const lastsAt = ({ from, to }: Span, time: number) => from <= time && time < to
