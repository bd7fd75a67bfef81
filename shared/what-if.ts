import { z } from 'zod'
import { CountedNumbers } from './numbers.ts'

/** What a period would have meant under other thresholds. */
export const WhatIf = z.object({
  /** `site/touchpoint`. */
  touchpoint: z.string(),
  actual: CountedNumbers,
  supposed: CountedNumbers,
})
export type WhatIf = z.infer<typeof WhatIf>

export const WhatIfs = z.object({ whatIf: z.array(WhatIf) })
