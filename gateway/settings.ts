import { z } from 'zod'
import { TillFiles } from './served/till-files.ts'
import { refuseTwice, Sites } from './sites.ts'

const Port = z.int().min(0).max(65_535)
const loopback = ['127.0.0.1', '::1', 'localhost']

/** Whether a host is this machine itself, as nobody else can reach it. */
export const isLoopback = (host: string) => loopback.includes(host) || host.startsWith('127.')

const Listener = (host: string, port: number) =>
  z.strictObject({ host: z.string().min(1).default(host), port: Port.default(port) }).prefault({})

const Mqtt = z
  .strictObject({
    host: z.string().min(1).default('127.0.0.1'),
    port: Port.default(1883),
    /** Lets any client in; accepted on a loopback address only. */
    anonymous: z.boolean().default(false),
  })
  .refine(mqtt => !mqtt.anonymous || loopback.includes(mqtt.host), {
    error: `anonymous is accepted on a loopback host only (${loopback.join(', ')})`,
    path: ['anonymous'],
  })
  .prefault({})

/** `gateway.json`: every field has a default, unknown keys are refused. */
export const GatewaySettings = z.strictObject({
  /** Folder of the database. */
  data: z.string().min(1).default('./data'),
  mqtt: Mqtt,
  mqtts: Listener('0.0.0.0', 8883),
  http: Listener('127.0.0.1', 8080),
  keep: z
    .strictObject({
      /** Raw presence older than so many days is removed; its tallies stay. Null keeps it for ever. */
      presenceDays: z.int().min(1).max(36_500).nullable().default(null),
    })
    .prefault({}),
  /** Tills that leave files, which are taken from a folder or posted. */
  tills: z
    .array(TillFiles)
    .default([])
    .superRefine(refuseTwice('source', tills => tills.map(({ source }) => source))),
  /** Without them they are set through the API. */
  sites: Sites.optional(),
})
export type GatewaySettings = z.infer<typeof GatewaySettings>
