import type { Counter } from './counting/count.ts'
import type { Told } from './counting/told.ts'

/** Whether a device sees who stands there, and who does. */
export interface Attendance {
  sees: boolean
  /** Who is there, and who left last; the newest first. */
  customers: Customer[]
}

interface Customer {
  boot: string
  visit: number
  since: number
  /** Null: they are there. */
  left: number | null
}

/** More than these are not there and gone again while an answer is on its way. */
const customersKept = 20

/** `at`: when it was heard, epoch ms. */
export function attendanceAfter(before: Attendance, event: Told, at: number): Attendance {
  switch (event.kind) {
    case 'started':
      return { sees: event.rangefinder !== null, customers: goneBy(before.customers, at) }
    case 'heartbeat':
      return event.rangefinder === 'ok'
        ? { ...before, sees: true }
        : { sees: false, customers: goneBy(before.customers, at) }
    case 'arrived': {
      const { boot, visit } = event
      const others = goneBy(before.customers, at).slice(0, customersKept - 1)
      return { sees: true, customers: [{ boot, visit, since: at, left: null }, ...others] }
    }
    case 'left': {
      const customers = goneBy(before.customers, at, one => isOf(one, event))
      return { sees: true, customers }
    }
    default:
      return before
  }
}

/** Null when nobody can know. */
export function isAttended(
  { sees, customers }: Attendance,
  now: number,
  longestVisitMs: number,
): boolean | null {
  if (!sees) return null
  return customers.some(one => isThere(one, now, longestVisitMs))
}

/** Whoever is there leaves. With most events nobody does, and nothing is copied. */
function goneBy(customers: Customer[], at: number, isMeant = (_: Customer) => true): Customer[] {
  const leaves = (one: Customer) => one.left === null && isMeant(one)
  if (!customers.some(leaves)) return customers
  return customers.map(one => (leaves(one) ? { ...one, left: at } : one))
}

/**
 * When the first came of those who may still answer: they are there, or left less than so long ago.
 * Null when nobody may.
 */
export function answeringSince(
  { customers }: Attendance,
  now: number,
  { longestVisitMs, afterMs }: { longestVisitMs: number; afterMs: number },
): number | null {
  const answering = customers.filter(one =>
    one.left === null ? isThere(one, now, longestVisitMs) : now - one.left < afterMs,
  )
  return answering.length > 0 ? Math.min(...answering.map(({ since }) => since)) : null
}

/** As it was when the gateway ended. */
export const attendanceIn = (counter: Counter | undefined): Attendance => ({
  sees: counter?.sees ?? false,
  customers: (counter?.visits ?? []).map(({ boot, visit, from, left }) => ({
    ...{ boot, visit, left },
    since: from,
  })),
})

const isThere = ({ since, left }: Customer, now: number, longestVisitMs: number) =>
  left === null && now - since <= longestVisitMs

const isOf = (one: Customer, other: { boot: string; visit: number }) =>
  one.boot === other.boot && one.visit === other.visit
