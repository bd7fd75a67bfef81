import type { LiveNumbers } from '../shared/numbers.ts'
import type { Books } from './books.ts'
import type { Device } from './database/devices.ts'
import { openToday } from './today.ts'
import { type MountedAt, pointId } from './touchpoints.ts'

/** Today's numbers as they change. */
export interface Live {
  all(): LiveNumbers[]
  /** Something was heard: its touchpoints are counted again soon. */
  heard(devices: Device[]): void
  /** Till or hand told of customers at these touchpoints. */
  served(points: string[]): void
  /** A device came or went. */
  changed(site: string, device: string): void
  /** Other settings hold. */
  refresh(): void
  /** Calls back with each touchpoint that changed, to be kept for whoever wants it. */
  onKeep(listen: (numbers: LiveNumbers) => void): void
  /** Whether anybody reads what is kept; while nobody does, nothing is told. */
  keptIsRead(isRead: boolean): void
  /** Tells at once of what nobody read until now: somebody is about to. */
  catchUp(): void
  /** Calls back with each touchpoint that changed; gives back how to stop that. */
  onChange(listen: (numbers: LiveNumbers) => void): () => void
  /** Calls back with each touchpoint that is no more; the same. */
  onGone(listen: (point: MountedAt) => void): () => void
  close(): void
}

/** A change is on the screen within a second, and to tell of it takes little of the time. */
const pauseMs = { shortest: 200, longest: 600, perMsOfWork: 20 }
/** Between one touchpoint and the next. */
const restPerMsOfWork = 4
/** Days begin, and devices fall silent, without anybody telling. */
const refreshMs = 10_000

export function startLive(
  { standing, settle, read }: Pick<Books, 'standing' | 'settle' | 'read'>,
  now: () => number,
): Live {
  const today = openToday(standing, now)
  const listeners = new Set<(numbers: LiveNumbers) => void>()
  const goneListeners = new Set<(point: MountedAt) => void>()
  const dirty = new Set<string>()
  const lastTold = new Map<string, string>()
  const there = new Map<string, MountedAt>()
  let timer: NodeJS.Timeout | undefined
  /** What it took to tell of all that had changed the last time. */
  let workMs = 0
  let keep: (numbers: LiveNumbers) => void = () => {}
  let isKeptRead = false
  let isClosed = false

  function markDirty(point: MountedAt) {
    dirty.add(pointId(point))
    plan()
  }

  const isRead = () => listeners.size > 0 || isKeptRead

  function plan() {
    if (!isRead() || dirty.size === 0) return
    const { shortest, longest, perMsOfWork } = pauseMs
    timer ??= setTimeout(tell, Math.min(longest, Math.max(shortest, workMs * perMsOfWork)))
  }

  function takeDirty(): string[] {
    const ids = [...dirty]
    dirty.clear()
    settle()
    return ids
  }

  function tell() {
    timer = undefined
    tellEach(takeDirty(), 0)
  }

  /** One touchpoint at a time, with a rest: meanwhile presses are acknowledged. */
  function tellEach([id, ...others]: string[], spentMs: number) {
    if (id === undefined) workMs = spentMs
    if (id === undefined || isClosed) return
    const begun = performance.now()
    tellChange(id)
    const tookMs = performance.now() - begun
    setTimeout(tellEach, tookMs * restPerMsOfWork, others, spentMs + tookMs)
  }

  function tellChange(id: string) {
    const point = standing.current(id)
    const numbers = point && read(() => today(point))
    if (!numbers) return
    const text = JSON.stringify(numbers)
    if (lastTold.get(id) === text) return
    lastTold.set(id, text)
    keep(numbers)
    for (const listen of listeners) listen(numbers)
  }

  /** Forgets what is no more, and tells of it. */
  function tellGone(points: MountedAt[]) {
    const ids = new Set(points.map(pointId))
    for (const point of there.values()) {
      if (ids.has(pointId(point))) continue
      there.delete(pointId(point))
      lastTold.delete(pointId(point))
      for (const listen of goneListeners) listen(point)
    }
    for (const point of points) there.set(pointId(point), point)
  }

  function refresh() {
    const points = standing.touchpoints()
    tellGone(points)
    for (const point of points) markDirty(point)
  }

  refresh()
  const refreshing = setInterval(refresh, refreshMs)

  return {
    all() {
      settle()
      const points = standing.touchpoints()
      tellGone(points)
      return read(() => points.map(today))
    },
    heard(devices) {
      for (const { site, device } of devices) markDirty(standing.mountedAt(site, device))
    },
    served(points) {
      for (const point of standing.touchpoints()) {
        if (points.includes(pointId(point))) markDirty(point)
      }
    },
    changed: (site, device) => markDirty(standing.mountedAt(site, device)),
    refresh,
    onKeep(listen) {
      keep = listen
    },
    keptIsRead(isRead) {
      isKeptRead = isRead
      plan()
    },
    catchUp() {
      if (!isRead()) for (const id of takeDirty()) tellChange(id)
    },
    onChange(listen) {
      listeners.add(listen)
      plan()
      return () => listeners.delete(listen)
    },
    onGone(listen) {
      goneListeners.add(listen)
      return () => goneListeners.delete(listen)
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      clearInterval(refreshing)
    },
  }
}
