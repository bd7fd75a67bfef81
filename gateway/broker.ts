import { createServer } from 'node:net'
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes'
import { parseJson } from '../shared/parsing.ts'
import { Status } from '../shared/status.ts'
import { readTopic } from '../shared/topics.ts'
import type { Ingest } from './ingest.ts'
import { listen } from './listening.ts'
import type { Message } from './message.ts'

export interface Broker {
  port: number
  /** Publishes a retained message. */
  keep(topic: string, text: string): void
  close(): Promise<void>
}

/** A subscriber that has read nothing for this long holds up those who publish; it is dropped. */
const drainTimeout = 5000

/** Starts the MQTT broker: events go to the books, and are acknowledged when those have them. */
export async function startBroker(
  settings: { host: string; port: number; anonymous: boolean },
  ingest: Ingest,
  sell: (message: Message) => Promise<void>,
  connected: (site: string, device: string, status: Status) => void,
  now: () => number,
): Promise<Broker> {
  const aedes = await Aedes.createBroker({
    drainTimeout,
    authenticate: (_client, _username, _password, done) =>
      settings.anonymous ? done(null, true) : done(notAuthorized(), false),
    authorizePublish(client, { topic, payload, qos }, done) {
      const about = readTopic(topic)
      if (about?.kind === 'status') {
        const status = parseJson(payload.toString(), Status)
        if (status.ok) connected(about.site, about.device, status.value)
        done(null)
      } else if (about?.kind === 'event' || about?.kind === 'served' || isMeantAsEvent(topic)) {
        // aedes acknowledges a QoS 1 publish right after this hook and before it delivers the
        // packet, so this is the one place where "acknowledged" can mean "stored".
        const from = about?.kind === 'event' || about?.kind === 'served' ? about : null
        const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
        const message = { topic, from, payload: bytes, receivedAt: now() }
        if (about?.kind === 'served') sell(message).then(() => done(null), done)
        else ingest.take(message, done)
      } else {
        done(new Error(`${nameOf(client)} may not publish to ${topic} (QoS ${qos})`))
      }
    },
  })
  skipUnheardEvents(aedes)
  // What goes wrong with one connection is that client's matter; it may come again.
  aedes.on('clientError', () => {})
  aedes.on('connectionError', () => {})

  const server = createServer(socket => {
    socket.setNoDelay(true)
    aedes.handle(socket)
  })
  const closeAedes = () => new Promise<void>(resolve => aedes.close(resolve))
  const port = await listen(server, 'mqtt', settings).catch(async failure => {
    await closeAedes()
    throw failure
  })

  return {
    port,
    keep(topic, text) {
      const packet = {
        cmd: 'publish',
        topic,
        payload: text,
        qos: 0,
        retain: true,
        dup: false,
      } as const
      aedes.publish(packet, () => {})
    },
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      await closeAedes()
      await closed
    },
  }
}

/**
 * Events are for the books, which have them before this; to look for other readers of each costs
 * a tenth of everything. So aedes routes them only while somebody is subscribed to them.
 */
function skipUnheardEvents(aedes: Aedes) {
  const readers = new Map<Client, Set<string>>()
  aedes.on('subscribe', (subscriptions, client) => {
    const filters = subscriptions.map(({ topic }) => topic).filter(mayMatchEvents)
    const known = readers.get(client) ?? new Set()
    if (filters.length > 0) readers.set(client, known.union(new Set(filters)))
  })
  // Also told when a client goes, of all that it was subscribed to.
  aedes.on('unsubscribe', (topics, client) => {
    const known = readers.get(client)
    for (const topic of topics) known?.delete(topic)
    if (known?.size === 0) readers.delete(client)
  })
  const route = aedes.publish.bind(aedes) as (...publication: unknown[]) => void
  aedes.publish = (packet: PublishPacket, ...more: unknown[]) => {
    const done = more.at(-1)
    if (readers.size === 0 && packet.topic.endsWith('/event') && typeof done === 'function') done()
    else route(packet, ...more)
  }
}

const mayMatchEvents = (filter: string) => /[#+]|\/event$/.test(filter)

/** A device whose name cannot be read should be heard of, not turned away for ever. */
const isMeantAsEvent = (topic: string) => topic.startsWith('loyalty/1/') && topic.endsWith('/event')

const nameOf = (client: Client | null) => client?.id ?? 'a client'

function notAuthorized(): AuthenticateError {
  return Object.assign(new Error('not authorized'), { returnCode: 5 })
}
