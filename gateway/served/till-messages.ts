import type { Rejections } from '../database/rejections.ts'
import type { Message } from '../message.ts'
import type { MountedAt } from '../touchpoints.ts'
import { checkSale } from './sale-check.ts'
import type { Tills } from './tills.ts'

/** Bytes: some thousand sales. */
const longestMessage = 1_000_000

/**
 * Takes what a till tells over MQTT, a sale or a list of them. Resolves when all of it is on disk:
 * what is no sale stands among the rejections, so that it blocks nobody.
 */
export async function takeMessage(
  { topic, from, payload, receivedAt }: Message,
  { tills, rejections }: { tills: Tills; rejections: Rejections },
  points: MountedAt[],
): Promise<void> {
  const reject = (detail: string, part: Uint8Array = payload) =>
    rejections.add({ receivedAt, topic, reason: 'not-a-sale', detail, payload: part })
  if (!from) return reject('expected loyalty/1/<site>/<till>/served')
  if (payload.length > longestMessage) {
    return reject(`expected at most ${longestMessage} bytes, found ${payload.length}`)
  }
  let told: unknown
  try {
    told = JSON.parse(Buffer.from(payload).toString())
  } catch (cause) {
    return reject(`expected JSON: ${(cause as SyntaxError).message}`)
  }
  const here = points.filter(({ site }) => site.id === from.site)
  const all: unknown[] = Array.isArray(told) ? told : [told]
  const origin = { points: here, source: from.device, receivedAt }
  const results = await tills.take(all.map(one => checkSale(one, origin)))
  for (const [index, taken] of results.entries()) {
    if (taken.as === 'refused') reject(taken.reason, bytesOf(all[index]))
  }
}

const bytesOf = (json: unknown) => Buffer.from(JSON.stringify(json) ?? 'nothing')
