import { z } from 'zod'
import { Zone } from '../shared/commands.ts'
import { DeviceName, Name } from '../shared/name.ts'

const Port = z.string().min(1)

const FirmataButtons = z.strictObject({
  driver: z.literal('firmata'),
  port: Port,
  /** Digital pins of the buttons, lowest rating first, each wired to ground. */
  pins: z.array(z.int().min(2).max(69)).min(1).max(16),
  /** Digital pin of the thank-you light. */
  light: z.int().min(2).max(69).optional(),
})
export type FirmataButtons = z.infer<typeof FirmataButtons>

const EvdevButtons = z.strictObject({
  driver: z.literal('evdev'),
  /** A file of /dev/input. */
  port: Port,
  /** Key codes of the kernel, lowest rating first; without them the digits 1 to 5. */
  keys: z.array(z.int().min(1).max(767)).min(1).max(16).default([2, 3, 4, 5, 6]),
  /** Brightness file of the thank-you light, like /sys/class/leds/thanks/brightness. */
  light: z.string().min(1).optional(),
})
export type EvdevButtons = z.infer<typeof EvdevButtons>

const KeyboardButtons = z.strictObject({
  driver: z.literal('keyboard'),
  /** Characters of the keys, lowest rating first. */
  keys: z.array(z.string().length(1)).min(1).max(16).default(['1', '2', '3', '4', '5']),
})
export type KeyboardButtons = z.infer<typeof KeyboardButtons>

/** Where customers stand, mm from the laser; the remote learns it by itself without this. */
const zone = Zone.optional()

const Tfmini = z.strictObject({
  driver: z.literal('tfmini'),
  port: Port,
  /** Only a name: they speak alike, and only a TF-Luna tells which of them it is. */
  model: z.enum(['TFmini-S', 'TFmini Plus', 'TF-Luna']).optional(),
  /** Readings a second. */
  hz: z.int().min(1).max(100).default(50),
  zone,
})
export type Tfmini = z.infer<typeof Tfmini>

/** Any sensor that tells metres as text, one distance a line. */
const TextLines = z.strictObject({
  driver: z.literal('text'),
  port: Port,
  baudRate: z.int().min(300).max(1_000_000).default(115_200),
  /** Lines a second. */
  hz: z.int().min(1).max(100).default(10),
  zone,
})
export type TextLines = z.infer<typeof TextLines>

/** On the I2C pins of an Arduino. */
const LidarLite = z.strictObject({
  driver: z.literal('lidar-lite'),
  port: Port,
  hz: z.int().min(1).max(25).default(20),
  zone,
})
export type LidarLite = z.infer<typeof LidarLite>

/** On an analogue pin of an Arduino. */
const Gp2y0a02 = z.strictObject({
  driver: z.literal('gp2y0a02'),
  port: Port,
  /** Number of the analogue pin: 0 is A0. */
  pin: z.int().min(0).max(15).default(0),
  /** The sensor measures 25 times a second. */
  hz: z.int().min(1).max(25).default(25),
  zone,
})
export type Gp2y0a02 = z.infer<typeof Gp2y0a02>

/** Reads `remote.json`: where the remote is mounted, whom it tells, what it is wired to. */
export const RemoteSettings = z.strictObject({
  site: Name,
  device: DeviceName,
  /** mqtt:// or mqtts:// address; user and password may stand in it. */
  gateway: z.url({ protocol: /^mqtts?$/, error: 'must be an mqtt:// or mqtts:// address' }),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  /** PEM of the authority that vouches for the gateway; without it whom the system knows. */
  ca: z.string().min(1).optional(),
  /** Folder of the outbox. */
  data: z.string().min(1).default('./remote-data'),
  buttons: z.discriminatedUnion('driver', [FirmataButtons, EvdevButtons, KeyboardButtons]),
  rangefinder: z.discriminatedUnion('driver', [Tfmini, TextLines, LidarLite, Gp2y0a02]).optional(),
})
export type RemoteSettings = z.infer<typeof RemoteSettings>
