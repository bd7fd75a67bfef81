import { z } from 'zod'
import { DeviceName, Name } from './name.ts'
import { QuestionText } from './numbers.ts'

/** What a rating page on a tablet shows, and how it tells. */
export const TouchPlace = z.object({
  site: Name,
  touchpoint: Name,
  /** Under which name the page tells. */
  device: DeviceName,
  /** Of the gateway, and so of its page. */
  release: z.string(),
  name: z.string(),
  /** Empty where the settings have none. */
  question: QuestionText,
  /** Of each button, lowest first. */
  ratings: z.array(z.int()),
})
export type TouchPlace = z.infer<typeof TouchPlace>
