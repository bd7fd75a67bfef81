import type { Counter } from './counting/count.ts'
import { commonThresholds } from './counting/rules.ts'
import type { Told } from './counting/told.ts'

/** Whether a device sees who stands there, and since when somebody does. */
export interface Attendance {
  sees: boolean
  visit: { boot: string; visit: number; since: number } | null
}

/** `at`: when it was heard, epoch ms. */
export function attendanceAfter(before: Attendance, event: Told, at: number): Attendance {
  switch (event.kind) {
    case 'started':
      return { sees: event.rangefinder !== null, visit: null }
    case 'heartbeat':
      return event.rangefinder === 'ok' ? { ...before, sees: true } : { sees: false, visit: null }
    case 'arrived':
      return { sees: true, visit: { boot: event.boot, visit: event.visit, since: at } }
    case 'left':
      return { sees: true, visit: isOf(before, event) ? null : before.visit }
    default:
      return before
  }
}

/** Null when nobody can know. */
export function isAttended({ sees, visit }: Attendance, now: number): boolean | null {
  if (!sees) return null
  return visit !== null && now - visit.since <= commonThresholds.longestVisitMs
}

/** As it was when the gateway ended. */
export function attendanceIn(counter: Counter | undefined): Attendance {
  const there = counter?.visits.find(({ left }) => left === null)
  const visit = there ? { boot: there.boot, visit: there.visit, since: there.from } : null
  return { sees: counter?.sees ?? false, visit }
}

const isOf = ({ visit }: Attendance, left: { boot: string; visit: number }) =>
  visit?.boot === left.boot && visit.visit === left.visit
