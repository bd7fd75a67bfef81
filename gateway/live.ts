import type { LiveNumbers } from '../shared/numbers.ts'
import type { Heard } from './books.ts'
import type { Report } from './report.ts'
import { type MountedAt, pointId, type Touchpoints } from './touchpoints.ts'

/** Today's numbers as they change. */
export interface Live {
  all(): LiveNumbers[]
  /** Something was heard: its touchpoints are counted again soon. */
  heard(heard: Heard[]): void
  /** A device came or went. */
  changed(site: string, device: string): void
  /** Calls back with each touchpoint that changed; gives back how to stop that. */
  onChange(listen: (numbers: LiveNumbers) => void): () => void
  close(): void
}

/** A change is on the screen within a second, and to show changes takes a twentieth of the time. */
const soonestMs = 200
const latestMs = 800
const shareOfTime = 0.05
/** Days begin, and devices fall silent, without anybody telling. */
const refreshMs = 10_000

export function startLive(report: Report, touchpoints: Touchpoints): Live {
  const listeners = new Set<(numbers: LiveNumbers) => void>()
  const dirty = new Map<string, MountedAt>()
  const lastTold = new Map<string, string>()
  let timer: NodeJS.Timeout | undefined
  let tookMs = 0

  function markDirty(point: MountedAt) {
    dirty.set(pointId(point), point)
    timer ??= setTimeout(tell, Math.min(latestMs, Math.max(soonestMs, tookMs / shareOfTime)))
  }

  function tell() {
    timer = undefined
    const began = performance.now()
    const points = [...dirty.values()]
    dirty.clear()
    for (const point of points) {
      const numbers = report.today(point)
      const text = JSON.stringify(numbers)
      if (lastTold.get(pointId(point)) === text) continue
      lastTold.set(pointId(point), text)
      for (const listen of listeners) listen(numbers)
    }
    tookMs = performance.now() - began
  }

  const refresh = setInterval(() => {
    for (const point of report.touchpoints()) markDirty(point)
  }, refreshMs)

  return {
    all: () => report.touchpoints().map(point => report.today(point)),
    heard(heard) {
      for (const { device } of heard) markDirty(touchpoints.of(device.site, device.device))
    },
    changed: (site, device) => markDirty(touchpoints.of(site, device)),
    onChange(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    close() {
      clearTimeout(timer)
      clearInterval(refresh)
    },
  }
}
