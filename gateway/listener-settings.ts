import { isIPv4 } from 'node:net'
import { z } from 'zod'

const Port = z.int().min(0).max(65_535)
const loopback = ['127.0.0.1', '::1', 'localhost']

/** Whether a host is this machine itself, as nobody else can reach it. */
export const isLoopback = (host: string) =>
  loopback.includes(host) || (isIPv4(host) && host.startsWith('127.'))

/** Without TLS everybody in the network can read along, and change what goes by. */
const Plain = (port: number) =>
  z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: Port.default(port),
      /** Lets everybody in; accepted on a loopback address only. */
      anonymous: z.boolean().default(false),
      /** Says in so many words that others may connect without TLS. */
      plain: z.literal('allowed').optional(),
    })
    .superRefine(({ host, anonymous, plain }, context) => {
      if (isLoopback(host)) return
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      if (anonymous) {
        refuse(
          'anonymous',
          `anonymous is accepted on a loopback host only (${loopback.join(', ')})`,
        )
      }
      if (plain === undefined) {
        refuse('host', `expected a loopback host (${loopback.join(', ')}) or "plain": "allowed"`)
      }
    })
    .prefault({})
const Encrypted = (port: number) =>
  z.strictObject({ host: z.string().min(1).default('0.0.0.0'), port: Port.default(port) })

export const Mqtt = Plain(1883)
export const Http = Plain(8080)
/** Null does not listen; without a word it listens where the plain one is not anonymous. */
export const Mqtts = Encrypted(8883).nullable().optional()
export const Https = Encrypted(8443).nullable().optional()

/** A host and a port to listen on. */
export interface Place {
  host: string
  port: number
}

interface Listeners {
  mqtt: { anonymous: boolean }
  mqtts?: Place | null | undefined
  http: { anonymous: boolean }
  https?: Place | null | undefined
}

/** Where to listen for MQTT over TLS; null does not. */
export const mqttsOf = ({ mqtt, mqtts }: Listeners): Place | null =>
  mqtts === undefined && !mqtt.anonymous ? Encrypted(8883).parse({}) : (mqtts ?? null)

/** Where to listen for HTTP over TLS; null does not. */
export const httpsOf = ({ http, https }: Listeners): Place | null =>
  https === undefined && !http.anonymous ? Encrypted(8443).parse({}) : (https ?? null)

/** A certificate of one's own; without it the gateway makes one, and its authority. */
export const Tls = z
  .strictObject({
    /** PEM files; the certificate with those above it, its own first. */
    certificate: z.string().min(1),
    key: z.string().min(1),
    /** What remotes shall pin; without it they trust whom their system trusts. */
    authority: z.string().min(1).nullable().default(null),
  })
  .nullable()
  .default(null)
export type TlsSettings = NonNullable<z.infer<typeof Tls>>
