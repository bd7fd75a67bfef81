import { isUtf8 } from 'node:buffer'
import { DeviceEvent } from '../shared/events.ts'
import type { EventLine } from '../shared/logs.ts'
import { parse } from '../shared/parsing.ts'
import { topics } from '../shared/topics.ts'
import type { Told } from './counting/told.ts'
import type { Rejection } from './database/rejections.ts'
import { isEvent } from './valid-event.ts'

/** What came in over the network, unread. */
export interface Message {
  topic: string
  /** Who told it, if the topic says so. */
  from: { site: string; device: string } | null
  payload: Buffer
  /** Epoch ms. */
  receivedAt: number
}

/** An event of a recorded log as the message that brought it. */
export function messageOf({ site, device, receivedAt, event }: EventLine): Message {
  const payload = Buffer.from(JSON.stringify(event))
  return { topic: topics.event(site, device), from: { site, device }, payload, receivedAt }
}

/** Events are a few hundred bytes; whatever is longer is none. */
const longestEvent = 16_384

/** SQLite reads JSON only so deep; an event has a bracket or two. */
const mostBrackets = 100

export type Checked =
  | {
      kind: 'event'
      from: NonNullable<Message['from']>
      event: Told
      /** As it stands in the log: JSON on one line. */
      told: Uint8Array
      receivedAt: number
    }
  | { kind: 'rejection'; rejection: Rejection }

/** Whether a message is an event; if not, what was expected and where. */
export function check(message: Message): Checked {
  const { payload, receivedAt, topic, from } = message
  const reject = (reason: Rejection['reason'], detail: string): Checked => ({
    kind: 'rejection',
    rejection: { receivedAt, topic, reason, detail, payload },
  })
  if (!from)
    return reject(
      'bad-topic',
      'expected loyalty/1/<site>/<device>/event, each name 1 to 32 of a-z, 0-9 and -',
    )
  if (payload.length > longestEvent) {
    return reject('too-large', `expected at most ${longestEvent} bytes, found ${payload.length}`)
  }
  if (!isUtf8(payload)) return reject('not-utf-8', 'expected UTF-8 text')
  const text = payload.toString()
  // Each bracket that opens has one that closes.
  if (text.length > 2 * mostBrackets && (text.match(/[[{]/g)?.length ?? 0) > mostBrackets) {
    return reject('not-an-event', `expected at most ${mostBrackets} brackets in an event`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    return reject('not-json', `expected JSON: ${(cause as SyntaxError).message}`)
  }
  // Stored as it was told, fields that this release does not know included; but on one line.
  if (isEvent(json)) {
    const told = /[\n\r]/.test(text) ? Buffer.from(JSON.stringify(json)) : payload
    return { kind: 'event', from, event: json, told, receivedAt }
  }
  const event = parse(json, DeviceEvent)
  return reject('not-an-event', event.ok ? 'expected an event' : event.problem)
}
