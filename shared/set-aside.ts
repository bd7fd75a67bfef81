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
  /** Too few customers to be told of: the counts are null. */
  hidden: z.boolean(),
  /** Every press is an answer or set aside. */
  pressed: z.int().nullable(),
  answers: z.int().nullable(),
  setAside: z.partialRecord(SetAsideReason, z.int()).nullable(),
  /** Visits that left before they arrived; each is counted once, by the stay it told. */
  contradictions: z.int().nullable(),
  /** By which presses are told from answers now. */
  thresholds: Thresholds,
})
export type SetAside = z.infer<typeof SetAside>

export const SetAsides = z.object({ setAside: z.array(SetAside) })
