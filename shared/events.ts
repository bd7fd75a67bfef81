import { z } from 'zod'
import { Name } from './name.ts'

/** A week: longer presses and visits come from a broken clock or a broken device. */
const longestMs = 7 * 24 * 3_600_000
/** No remote runs for five years without a restart. */
const longestUpMs = 5 * 366 * 24 * 3_600_000
/** More of anything than a remote will ever count; sums of it are exact. */
const most = 1e12
/** The last moment that a date can tell. */
const latest = 8.64e15

/**
 * What every event of a device carries. (device, `boot`, `seq`) names the fact for ever:
 * telling it twice does no harm, and a hole in `seq` is a known loss.
 */
const Fact = z.object({
  v: z.literal(1),
  /** New at every start of the device. */
  boot: Name,
  /** Counts from 1 within a boot, without holes. */
  seq: z.int().min(1).max(most),
  /** When it happened, epoch ms by the device's clock. */
  at: z.int().min(0).max(latest),
  /** When it happened, monotonic ms since the boot. */
  up: z.int().min(0).max(longestUpMs),
  /** Whether the device trusts its clock. */
  synced: z.boolean(),
})

export const RangefinderHealth = z.enum(['ok', 'blind', 'stuck', 'absent'])
export type RangefinderHealth = z.infer<typeof RangefinderHealth>

/** A stuck button was down from the start, or for longer than anybody presses. */
export const ButtonHealth = z.enum(['ok', 'stuck', 'absent'])
export type ButtonHealth = z.infer<typeof ButtonHealth>

const Started = Fact.extend({
  kind: z.literal('started'),
  firmware: z.string().max(64),
  /** How many there are. */
  buttons: z.int().min(1).max(64),
  /** The model, or null when the remote has none. */
  rangefinder: z.string().max(64).nullable(),
})

const Pressed = Fact.extend({
  kind: z.literal('pressed'),
  /** 1 is the lowest rating. */
  button: z.int().min(1).max(most),
  heldMs: z.int().min(0).max(longestMs),
})

const Arrived = Fact.extend({
  kind: z.literal('arrived'),
  /** Counts from 1 within a boot. */
  visit: z.int().min(1).max(most),
})

const Left = Fact.extend({
  kind: z.literal('left'),
  visit: z.int().min(1).max(most),
  stayMs: z.int().min(0).max(longestMs),
  nearestMm: z.int().min(0).max(most),
})

export const Place = z.object({
  /** Where customers stand; null until it is known. */
  standingMm: z.int().min(0).nullable(),
  /** Who is farther away than this is no customer. */
  farMm: z.int().min(0),
  /** What the laser sees behind them; null when that is nothing, or not known. */
  backgroundMm: z.int().min(0).nullable(),
})

export type Place = z.infer<typeof Place>

const Heartbeat = Fact.extend({
  kind: z.literal('heartbeat'),
  /** Presses per button in this boot so far; the first is button 1. */
  pressed: z.array(z.int().min(0).max(most)).max(64),
  /** Visits in this boot so far. */
  visits: z.int().min(0).max(most),
  /** Events in the outbox that the gateway has not acknowledged. */
  waiting: z.int().min(0).max(most),
  rangefinder: RangefinderHealth,
  /** What the remote has learnt about its place; distances from the laser. */
  place: Place.optional(),
  /** The first is button 1; not told while all are ok. */
  buttons: z.array(ButtonHealth).max(64).optional(),
  /** 0 to 1, or null without a battery. */
  battery: z.number().min(0).max(1).nullable(),
})

/** What a remote tells the gateway. */
export const DeviceEvent = z.discriminatedUnion('kind', [
  Started,
  Pressed,
  Arrived,
  Left,
  Heartbeat,
])
export type DeviceEvent = z.infer<typeof DeviceEvent>

/** An event before it is named (`boot`, `seq`) and before a clock was read (`at`, `synced`). */
type Told<Event> = Event extends DeviceEvent
  ? Omit<Event, 'v' | 'boot' | 'seq' | 'at' | 'synced'>
  : never
export type RemoteFact = Told<DeviceEvent>
