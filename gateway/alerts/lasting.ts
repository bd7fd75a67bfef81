import type { AlertKind, Finding } from '../../shared/alerts.ts'

const minute = 60_000

/** How long something must be wrong, and then right again, before anybody is told. */
const lastingMs: Partial<Record<AlertKind, number>> = {
  'remote-offline': 10 * minute,
  'sensor-blind': 5 * minute,
  'outbox-growing': 10 * minute,
}

/** Whatever is found at a moment, of which only what lasts is told. */
export interface Lasting {
  /** What has lasted, and the names of what has been gone as long. */
  after(found: Finding[], at: number): { wrong: Finding[]; isRight(name: string): boolean }
}

export const nameOf = ({ kind, site, touchpoint, device }: Finding) =>
  [kind, site, touchpoint, device].join(' ')

export function openLasting(): Lasting {
  const wrongSince = new Map<string, number>()
  const lastWrong = new Map<string, number>()
  let begun: number | null = null
  return {
    after(found, at) {
      const since = begun ?? at
      begun = since
      const names = new Set(found.map(nameOf))
      for (const name of wrongSince.keys()) if (!names.has(name)) wrongSince.delete(name)
      for (const name of names) {
        wrongSince.set(name, wrongSince.get(name) ?? at)
        lastWrong.set(name, at)
      }
      const waitOf = (kind: AlertKind) => lastingMs[kind] ?? 0
      return {
        wrong: found.filter(one => at - (wrongSince.get(nameOf(one)) ?? at) >= waitOf(one.kind)),
        // After a restart nobody knows yet what was wrong before.
        isRight: name => !names.has(name) && at - (lastWrong.get(name) ?? since) >= longestWait,
      }
    },
  }
}

const longestWait = Math.max(...Object.values(lastingMs))
