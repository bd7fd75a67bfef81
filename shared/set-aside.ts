import { z } from 'zod'
import { SetAsideReason } from './numbers.ts'

export const Thresholds = z.object({
  graceMs: z.int(),
  correctionMs: z.int(),
  holdOffMs: z.int(),
  mashingPresses: z.int(),
  mashingMs: z.int(),
})
export type Thresholds = z.infer<typeof Thresholds>

/** What became of the presses at a touchpoint in a period. */
export const SetAside = z.object({
  site: z.string(),
  touchpoint: z.string(),
  from: z.int(),
  to: z.int(),
  /** Every press is an answer or set aside. */
  pressed: z.int(),
  answers: z.int(),
  setAside: z.partialRecord(SetAsideReason, z.int()),
  /** Visits that left before they arrived; each is counted once, by the stay it told. */
  contradictions: z.int(),
  /** By which presses are told from answers now. */
  thresholds: Thresholds,
})
export type SetAside = z.infer<typeof SetAside>

export const SetAsides = z.object({ setAside: z.array(SetAside) })
