import { z } from 'zod'

/** What is noted though nobody asked an address of the HTTP side for it. */
export const ownDeeds = [
  'changed the settings of sites',
  'changed their password',
  'import',
  'set their first password',
  'take-sales',
  'was paired',
] as const

/** What was done: one of those, or the address that was asked, like `PUT /api/people/{name}`. */
export type Action = (typeof ownDeeds)[number] | `${'POST' | 'PUT' | 'DELETE'} ${string}`

/** One thing that somebody did. */
export const Deed = z.object({
  id: z.int(),
  /** Epoch ms. */
  at: z.int(),
  who: z.string(),
  /** An `Action`, or one of an earlier release. */
  action: z.string(),
  /** What exactly, as JSON; or why it was not done, behind `notDone`. */
  detail: z.string(),
})
export type Deed = z.infer<typeof Deed>

export const Deeds = z.object({ deeds: z.array(Deed) })

export const notDone = 'not done: '
