import { signal } from '@preact/signals'
import { z } from 'zod'
import { Headcount } from '../../../shared/headcounts.ts'
import type { Refused } from '../../../shared/refusals.ts'
import { remember, remembered } from '../frame/remembered.ts'
import { type Told, tell } from '../frame/telling.ts'
import { afterEnd, afterSent, afterTap, Counting, isOver } from './headcount-taps.ts'

const kept = 'loyalty-headcount'
const retryMs = 5_000

/** The headcount that is under way here; it outlives a reload, and its taps a lost gateway. */
export const counting = signal<Counting | null>(readKept())

/** Why the gateway did not take the taps: it refused them, or was not heard. */
export const trouble = signal<{ refused: Refused | null } | null>(null)

/** When the gateway was last told the end of one, by the clock of this browser. */
export const endedAt = signal(0)

export async function begin(touchpoint: string): Promise<Told<unknown>> {
  const told = await tell('POST', 'api/headcounts', { touchpoint }, Headcount)
  if (told.ok) {
    const ahead = told.answer.from - Date.now()
    keep({ ...told.answer, ahead, taps: 0, waiting: [] })
  }
  return told
}

export function tap(): void {
  if (!counting.value) return
  keep(afterTap(counting.value, Date.now()))
  void bring()
}

export function end(): void {
  if (!counting.value) return
  keep(afterEnd(counting.value, Date.now()))
  void bring()
}

/** For one that the gateway knows no more. */
export function giveUp(): void {
  keep(null)
}

let isBringing = false

/** Brings the gateway what it does not have yet, in order, and at last the end. */
async function bring(): Promise<void> {
  if (isBringing) return
  isBringing = true
  while (await bringNext());
  isBringing = false
}

/** Whether something was brought, so that there may be more. */
async function bringNext(): Promise<boolean> {
  const { value: now } = counting
  const [tap] = now?.waiting ?? []
  if (!now || (tap === undefined && !isOver(now, Date.now()))) return false
  const path = `api/headcounts/${now.id}`
  const told =
    tap === undefined
      ? await tell('POST', `${path}/end`, { at: now.to }, z.object({}))
      : await tell('POST', `${path}/taps`, { at: tap }, z.object({}))
  trouble.value = told.ok ? null : told
  if (!told.ok || counting.value?.id !== now.id) return false
  if (tap === undefined) {
    keep(null)
    endedAt.value = Date.now()
  } else keep(afterSent(counting.value, tap))
  return true
}

setInterval(bring, retryMs)

function keep(next: Counting | null) {
  counting.value = next
  remember(kept, JSON.stringify(next))
}

function readKept(): Counting | null {
  const json = remembered(kept)
  return json === null ? null : Counting.nullable().catch(null).parse(JSON.parse(json))
}
