import { z } from 'zod'

/** Why something was not done, for programs that put it into words of their own. */
export const RefusalCode = z.enum([
  'alert-closed',
  'closes-when-opens',
  'database-failed',
  'different-scales',
  'gateway-failed',
  'gone',
  'in-file',
  'link-used',
  'mounted-elsewhere',
  'name-taken',
  'no-right',
  'not-connected',
  'not-over-yet',
  'not-signed-in',
  'nothing-heard',
  'nothing-to-take-back',
  'only-admin',
  'outside-headcount',
  'presence-removed',
  'ratings-twice',
  'somebody-was-faster',
  'span-taken',
  'too-large',
  'too-long-a-time',
  'too-often',
  'wrong-code',
  'wrong-password',
  'zone-order',
])
export type RefusalCode = z.infer<typeof RefusalCode>

/** What the words are about: names, counts; `at` in epoch ms. */
const About = z.record(z.string(), z.union([z.string(), z.number()]))
export type About = z.infer<typeof About>

/** What the gateway answers when it refuses. */
export const Refused = z.object({
  /** One sentence in English: what was expected, what came, and where. */
  error: z.string(),
  /** Without it the question could not be answered as it was put. */
  code: RefusalCode.optional(),
  about: About.optional(),
})
export type Refused = z.infer<typeof Refused>

/** What a schema says of a check that people meet: the words of the refusal, and which one it is. */
export const because = (refusal: RefusalCode, message: string) => ({ message, params: { refusal } })

/** What all that is wrong comes to; undefined where a part of it has no code. */
export function refusalIn({ issues }: z.ZodError): RefusalCode | undefined {
  const codes = issues.map(issue =>
    issue.code === 'custom' ? RefusalCode.safeParse(issue.params?.refusal).data : undefined,
  )
  return codes.includes(undefined) ? undefined : codes[0]
}
