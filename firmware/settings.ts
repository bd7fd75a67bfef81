import { z } from 'zod'
import { DeviceName, Name } from '../shared/name.ts'

const Port = z.string().min(1)

/** Reads `remote.json`: where the remote is mounted, whom it tells, what it is wired to. */
export const RemoteSettings = z.strictObject({
  site: Name,
  device: DeviceName,
  /** mqtt:// or mqtts:// address; user and password may stand in it. */
  gateway: z.url({ protocol: /^mqtts?$/, error: 'must be an mqtt:// or mqtts:// address' }),
  /** Folder of the outbox. */
  data: z.string().min(1).default('./remote-data'),
  buttons: z.strictObject({
    driver: z.literal('firmata'),
    port: Port,
    /** Digital pins of the buttons, lowest rating first, each wired to ground. */
    pins: z.array(z.int().min(2).max(69)).min(1).max(16),
    /** Digital pin of the thank-you light. */
    light: z.int().min(2).max(69).optional(),
  }),
  rangefinder: z
    .strictObject({
      driver: z.literal('tfmini'),
      port: Port,
      /** Readings a second. */
      hz: z.int().min(1).max(100).default(50),
      /** Where customers stand, mm from the laser; the remote learns it by itself without this. */
      zone: z
        .strictObject({ nearMm: z.int().min(0), farMm: z.int().max(12_000) })
        .refine(({ nearMm, farMm }) => nearMm < farMm, 'nearMm must be less than farMm')
        .optional(),
    })
    .optional(),
})
export type RemoteSettings = z.infer<typeof RemoteSettings>
