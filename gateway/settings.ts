import { z } from 'zod'
import { Http, Https, Mqtt, Mqtts, Tls } from './listener-settings.ts'
import { TillFiles } from './served/till-files.ts'
import { refuseTwice, Sites } from './sites.ts'

/** `gateway.json`: every field has a default, unknown keys are refused. */
export const GatewaySettings = z.strictObject({
  /** Folder of the database. */
  data: z.string().min(1).default('./data'),
  mqtt: Mqtt,
  mqtts: Mqtts,
  http: Http,
  https: Https,
  tls: Tls,
  keep: z
    .strictObject({
      /** Raw presence older than so many days is removed; its tallies stay. Null keeps it for ever. */
      presenceDays: z.int().min(1).max(36_500).nullable().default(null),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      /** How many false alarms of a change a touchpoint may raise in a month. */
      falsePerMonth: z.number().positive().max(100).default(1),
      /** Where each step of an alert is posted, signed with HMAC-SHA256. */
      webhook: z
        .strictObject({ url: z.url({ protocol: /^https?$/ }), secret: z.string().min(16) })
        .nullable()
        .default(null),
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
