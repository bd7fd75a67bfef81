import type { EventEmitter } from 'node:events'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import { parseJson } from '../shared/parsing.ts'
import { Status } from '../shared/status.ts'
import { readTopic } from '../shared/topics.ts'
import type { Machines } from './access/machines.ts'
import { isBehind } from './connection-limits.ts'
import { gatherAcks } from './gathered-acks.ts'
import { welcomeGuests } from './guests.ts'
import type { Ingest } from './ingest.ts'
import type { Live } from './live.ts'
import type { Looks } from './looks.ts'
import type { Message } from './message.ts'
import { type Line, listenForMqtt, type MqttSettings } from './mqtt-listeners.ts'
import { readersOf } from './readers.ts'
import { skipUnheardEvents } from './unheard-events.ts'

export interface Broker {
  mqtt: number
  mqtts: number | null
  /** Publishes a retained message. */
  keep(topic: string, text: string): void
  /** Publishes a message to those who are there. */
  send(topic: string, text: string): void
  close(): Promise<void>
}

const limits = {
  /** A subscriber that has read nothing for this long holds up those who publish; it is dropped. */
  drainTimeout: 5000,
  maxTopicLevels: 8,
  maxInflightInbound: 20,
}
/** Bytes; the last minute before a laser is the longest that a device tells of itself. */
const longestStatus = 16_384

/** Starts the MQTT broker: events go to the books, and are acknowledged when those have them. */
export async function startBroker(
  settings: MqttSettings,
  machines: Machines,
  ingest: Ingest,
  sell: (message: Message) => Promise<void>,
  connected: (site: string, device: string, status: Status) => void,
  looks: Looks,
  live: Pick<Live, 'catchUp' | 'keptIsRead'>,
  now: () => number,
): Promise<Broker> {
  const guests = welcomeGuests<Client>(machines)
  /** How each client came; aedes gives the stream back as `client.conn`. */
  const lines = new WeakMap<object, Line>()
  const { helloMs, keepaliveSeconds } = settings.patience
  const aedes = await Aedes.createBroker({
    ...limits,
    connectTimeout: helloMs,
    preConnect(_client, packet, done) {
      // A session kept for who never comes back would grow for ever: what matters is retained.
      packet.clean = true
      packet.keepalive = Math.min(packet.keepalive || keepaliveSeconds, keepaliveSeconds)
      done(null, true)
    },
    authenticate(client, username, password, done) {
      const line = lines.get(client.conn)
      if (!line) return done(refusal(5), false)
      guests.admit(client, { username, password: password?.toString() }, line).then(
        code => {
          if (code !== 0) return done(refusal(code), false)
          line.letIn()
          done(null, true)
        },
        () => done(refusal(3), false),
      )
    },
    authorizeSubscribe(client, subscription, done) {
      const { topic } = subscription
      if (!guests.maySubscribe(client, topic)) return done(null, null)
      if (mayBeLive(topic)) live.catchUp()
      done(null, subscription)
    },
    authorizeForward(client, packet) {
      if (!isBehind(client.conn)) return packet
      client.conn.destroy()
      return null
    },
    authorizePublish(client, packet, done) {
      const { topic, payload, qos } = packet
      const about = readTopic(topic)
      if (!guests.mayPublish(client, topic)) {
        done(new Error(`${nameOf(client)} may not publish to ${topic}`))
      } else if (about?.kind === 'status' && payload.length <= longestStatus) {
        const status = parseJson(payload.toString(), Status)
        if (status.ok) connected(about.site, about.device, status.value)
        else looks.told(about.site, about.device, payload.toString())
        done(null)
      } else if (about?.kind === 'event' || about?.kind === 'served' || isMeantAsEvent(topic)) {
        // aedes acknowledges a QoS 1 publish right after this hook and before it delivers the
        // packet, so this is the one place where "acknowledged" can mean "stored".
        const from = about?.kind === 'event' || about?.kind === 'served' ? about : null
        const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
        const message = { topic, from, payload: bytes, receivedAt: now() }
        if (about?.kind === 'served') sell(message).then(() => done(null), done)
        else
          ingest.take(message, failure => {
            if (failure || !client || qos !== 1 || areHeard()) done(failure)
            else acknowledge(client.conn, { packet, done })
          })
      } else {
        done(new Error(`${nameOf(client)} may not publish to ${topic} (QoS ${qos})`))
      }
    },
  })
  const areHeard = skipUnheardEvents(aedes)
  const acknowledge = gatherAcks()
  readersOf(aedes, mayBeLive, live.keptIsRead)
  aedes.on('clientDisconnect', guests.left)
  // What goes wrong with one connection is that client's matter; it may come again.
  aedes.on('clientError', () => {})
  aedes.on('connectionError', () => {})
  // A last will that may not be published is told here, and without a listener ends the process.
  const emitter: EventEmitter = aedes
  emitter.on('error', () => {})

  function publish(topic: string, payload: string, retain: boolean) {
    aedes.publish({ cmd: 'publish', qos: 0, retain, dup: false, topic, payload }, () => {})
  }

  const closeAedes = () => new Promise<void>(resolve => aedes.close(resolve))
  const listeners = await listenForMqtt(settings, (socket, line) => {
    lines.set(socket, line)
    aedes.handle(socket)
  }).catch(async failure => {
    await closeAedes()
    throw failure
  })
  return {
    mqtt: listeners.mqtt,
    mqtts: listeners.mqtts,
    keep: (topic, payload) => publish(topic, payload, true),
    send: (topic, payload) => publish(topic, payload, false),
    async close() {
      const closed = listeners.close()
      await closeAedes()
      await closed
    },
  }
}

/** Whether live numbers are among what a filter matches. */
const mayBeLive = (filter: string) => /[#+]|\/live\//.test(filter)

/** A device whose name cannot be read should be heard of, not turned away for ever. */
const isMeantAsEvent = (topic: string) => topic.startsWith('loyalty/1/') && topic.endsWith('/event')

const nameOf = (client: Client | null) => client?.id ?? 'a client'

function refusal(returnCode: 2 | 3 | 5): AuthenticateError {
  return Object.assign(new Error('not let in'), { returnCode })
}
