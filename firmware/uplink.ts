import { setTimeout as delay } from 'node:timers/promises'
import { Command, DeviceConfig, type Look } from '../shared/commands.ts'
import { parseJson } from '../shared/parsing.ts'
import type { Status } from '../shared/status.ts'
import { topics } from '../shared/topics.ts'
import { connectTo, explainRefusal, type GatewayAccess, withoutPassword } from './gateway-access.ts'
import type { Queue } from './outbox.ts'

/** What a gateway may ask. */
interface Asked {
  config(config: DeviceConfig): void
  command(command: Command): void
}

export interface Uplink {
  /** Resolves when nothing waits any more. */
  delivered(): Promise<void>
  isConnected(): boolean
  /** Hears what the gateway asks; to be called at once. */
  onAsked(asked: Asked): void
  /** Tells what the laser saw; it is lost while there is no connection. */
  show(look: Look): void
  close(): Promise<void>
}

/** How many events may be on their way without an acknowledgement. */
const window = 50
const firstRetryMs = 250
const longestRetryMs = 15_000
/** After a connection that held this long the next attempt comes soon again. */
const goodConnectionMs = 10_000
/** A gateway that does not take the goodbye by then hears of it through the last will. */
const goodbyeMs = 500

/**
 * Sends a queue to the gateway in order, for ever: what is not acknowledged when a connection
 * ends is sent again on the next. `say` hears of each change of the connection once.
 */
export function startUplink(
  to: GatewayAccess & { boot: string },
  queue: Queue,
  say: (text: string) => void = () => {},
): Uplink {
  const topic = topics.event(to.site, to.device)
  let send = () => {}
  let closed = false
  let retryMs = firstRetryMs
  let retry: NodeJS.Timeout | undefined
  let settled: (() => void)[] = []
  /** What was said since the last connection: trying goes on for ever, and is told once. */
  const said = new Set<string>()

  function tell(text: string) {
    if (!said.has(text)) say(text)
    said.add(text)
  }

  /** A disk that cannot be read is a reason to wait, not to end; nor to tell the fact again. */
  function nextOf(sent: number, limit: number) {
    try {
      return queue.after(sent, limit)
    } catch (cause) {
      tell(`cannot read what waits: ${(cause as Error).message}; trying on`)
      return []
    }
  }

  function checkDelivered() {
    if (queue.waiting() > 0) return
    for (const resolve of settled) resolve()
    settled = []
  }

  /** What a gateway of another release asks and cannot be read is not done. */
  function hear(topic: string, payload: Buffer) {
    const text = payload.toString()
    const isConfig = topic === topics.config(to.site, to.device)
    const config = isConfig ? parseJson(text, DeviceConfig) : null
    const command = isConfig ? null : parseJson(text, Command)
    if (config?.ok) asked?.config(config.value)
    if (command?.ok) asked?.command(command.value)
  }

  function open() {
    const client = connectTo(to, optionsFor(to))
    // Each connection begins with the oldest event: the queue forgets only what was acknowledged.
    let sent = 0
    const unacknowledged = new Set<number>()

    send = () => {
      for (const { position, json } of nextOf(sent, window - unacknowledged.size)) {
        sent = position
        unacknowledged.add(position)
        client.publish(topic, json, { qos: 1 }, failure => {
          if (!failure) acknowledge(position)
        })
      }
    }

    // A later event may be acknowledged first; the queue forgets only a run without gaps.
    function acknowledge(position: number) {
      unacknowledged.delete(position)
      const oldest = unacknowledged.values().next().value
      queue.acknowledge(oldest === undefined ? sent : oldest - 1)
      send()
      checkDelivered()
    }

    client.on('connect', () => {
      connectedAt = performance.now()
      said.clear()
      tell(`connected to ${withoutPassword(to.gateway)}`)
      client.publish(topics.status(to.site, to.device), statusOf(to.boot, true), {
        qos: 1,
        retain: true,
      })
      send()
      const { config, command } = topics
      const heard = [config(to.site, to.device), command(to.site, to.device)]
      if (asked) client.subscribe(heard, { qos: 1 })
    })
    client.on('message', hear)
    client.on('error', failure =>
      tell(`cannot reach ${withoutPassword(to.gateway)}: ${explainRefusal(failure)}; trying on`),
    )
    client.on('close', () => {
      send = () => {}
      client.end(true)
      if (closed) return
      tell(`lost ${withoutPassword(to.gateway)}; events wait`)
      if (performance.now() - connectedAt > goodConnectionMs) retryMs = firstRetryMs
      connectedAt = Number.POSITIVE_INFINITY
      retry = setTimeout(open, retryMs * (0.5 + Math.random()))
      retryMs = Math.min(retryMs * 2, longestRetryMs)
    })
    current = client
  }

  let asked: Asked | undefined
  let current: ReturnType<typeof connectTo> | undefined
  let connectedAt = Number.POSITIVE_INFINITY
  queue.onTold(() => send())
  open()

  return {
    delivered: () =>
      new Promise(resolve => {
        settled.push(resolve)
        checkDelivered()
      }),
    isConnected: () => current?.connected ?? false,
    onAsked(listen) {
      asked = listen
    },
    show(look) {
      current?.publish(topics.status(to.site, to.device), JSON.stringify(look), { qos: 1 })
    },
    async close() {
      closed = true
      clearTimeout(retry)
      if (current?.connected) {
        const status = topics.status(to.site, to.device)
        // The will is not sent after a proper goodbye, so the goodbye says it.
        current.publish(status, statusOf(to.boot, false), { qos: 1, retain: true })
        const closed = new Promise<void>(resolve => current?.once('close', () => resolve()))
        await Promise.race([
          current.endAsync(),
          closed,
          delay(goodbyeMs, undefined, { ref: false }),
        ])
        current.end(true)
      } else {
        current?.end(true)
      }
    },
  }
}

const optionsFor = (to: GatewayAccess & { boot: string }) => ({
  clientId: `${to.site}/${to.device}`,
  keepalive: 20,
  will: {
    topic: topics.status(to.site, to.device),
    payload: Buffer.from(statusOf(to.boot, false)),
    qos: 1 as const,
    retain: true,
  },
})

const statusOf = (boot: string, online: boolean) =>
  JSON.stringify({ online, boot } satisfies Status)
