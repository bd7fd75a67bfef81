import { z } from 'zod'

/** What really happened before a simulated sensor; it stands beside the log. */
export const Truth = z.object({
  /** The simulated counter; a truth of other origin has none. */
  profile: z.string().optional(),
  seed: z.int().optional(),
  /** Customers served. */
  served: z.int(),
  /** How many meant each rating. */
  answers: z.record(z.string(), z.int()),
  /** Presses of all buttons, whatever they were meant to be. */
  presses: z.int(),
  visits: z.array(
    z.object({
      /** From standing at the place to stepping away, ms since the start of the log. */
      from: z.number(),
      to: z.number(),
      /** Null for a silent customer. */
      rating: z.int().nullable(),
    }),
  ),
})
export type Truth = z.infer<typeof Truth>

/** Where the truth about a signal log is kept. */
export const truthPathOf = (log: string) => `${log.replace(/\.ndjson(\.gz)?$/, '')}.truth.json`
