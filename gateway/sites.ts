import { z } from 'zod'
import { Zone } from '../shared/commands.ts'
import { DeviceName, Name } from '../shared/name.ts'
import { Metric, QuestionText, ServedSource, Survey } from '../shared/numbers.ts'
import { because } from '../shared/refusals.ts'
import { isTimeZone } from '../shared/time-zone.ts'
import { commonThresholds } from './counting/rules.ts'

const days = 'mon|tue|wed|thu|fri|sat|sun'
const dayForm = new RegExp(`^(${days})(-(${days}))?$`)
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d'

/** Days, as `sat` or `mon-fri`, and the time from opening to closing, past midnight if need be. */
const Opening = z
  .record(
    z.string(),
    z
      .string()
      .regex(new RegExp(`^${clock}-(${clock}|24:00)$`), 'must be a time like 08:00-19:00')

      .refine(
        hours => hours.slice(0, 5) !== hours.slice(6),
        because('closes-when-opens', 'must not close when it opens'),
      ),
  )
  .refine(opening => Object.keys(opening).length > 0, 'must name a day; without it always open')
  .superRefine((opening, context) => {
    for (const key of Object.keys(opening).filter(key => !dayForm.test(key))) {
      context.addIssue({
        code: 'custom',
        path: [key],
        message: 'must be a day like sat or mon-fri',
      })
    }
  })
export type Opening = z.infer<typeof Opening>

const Question = z.strictObject({
  text: QuestionText.default(''),
  metric: Metric.default('csat'),
  /** Rating of each button, lowest button first; by default one per button of the device. */
  ratings: z
    .array(z.int().min(0).max(100))
    .min(2)
    .max(16)

    .refine(
      ratings => new Set(ratings).size === ratings.length,
      because('ratings-twice', 'must name each rating once'),
    )
    .nullable()
    .default(null),
})

const Ms = (usual: number) => z.int().min(0).default(usual)

/** How presses and visits become answers; what each means stands at `Rules`. */
export const Counting = z.strictObject({
  graceMs: Ms(commonThresholds.graceMs),
  correctionMs: Ms(commonThresholds.correctionMs),
  holdOffMs: Ms(commonThresholds.holdOffMs),
  mashingPresses: z.int().min(2).max(100).default(commonThresholds.mashingPresses),
  mashingMs: Ms(commonThresholds.mashingMs),
  longestVisitMs: Ms(commonThresholds.longestVisitMs),
  aliveMs: Ms(commonThresholds.aliveMs),
})
export type Counting = z.infer<typeof Counting>

/** `auto` takes the till where it covers the time, else presence, else the figure by hand. */
const ServedChoice = z.enum(['auto', ...ServedSource.options])

const Touchpoint = z.strictObject({
  id: Name,
  name: z.string().min(1).optional(),
  devices: z.array(DeviceName).default([]),
  question: Question.prefault({}),
  survey: Survey.default('spontaneous'),
  /** Response rate at which indices of a spontaneous survey become relevant. */
  threshold: z.number().min(0).max(1).default(0.6),
  /** Without it the touchpoint is always open. */
  opening: Opening.nullable().default(null),
  counting: Counting.prefault({}),
  /** Where the number of served customers comes from. */
  served: ServedChoice.default('auto'),
})
export type Touchpoint = z.infer<typeof Touchpoint>

/** Fewer customers could be told apart, and what each of them answered. */
const Privacy = z
  .strictObject({
    /** Figures of fewer answers are hidden; 0 shows everything. */
    minimum: z
      .int()
      .min(0)
      .refine(minimum => minimum === 0 || minimum > 2, 'must be 0 (off) or at least 3')
      .default(5),
  })
  .prefault({})

/** How answers become seen by everybody: in groups, so that nobody is watched while pressing. */
const Discretion = z.strictObject({
  /** 1 shows each answer at once. */
  answersAtOnce: z.int().min(1).max(1000).default(5),
  atMostMinutes: z.int().min(1).max(1440).default(15),
})
export type Discretion = z.infer<typeof Discretion>

/** A remote, wherever it is mounted. */
const Device = z.strictObject({
  id: DeviceName,
  name: z.string().min(1).optional(),
  /** Where customers stand before it; learnt without it. */
  zone: Zone.nullable().default(null),
})

const Site = z.strictObject({
  id: Name,
  name: z.string().min(1).optional(),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be a time zone like Europe/Sofia')
    .default(Intl.DateTimeFormat().resolvedOptions().timeZone),
  privacy: Privacy,
  live: Discretion.prefault({}),
  devices: z.array(Device).default([]).superRefine(refuseTwice('device', idsOf)),
  touchpoints: z.array(Touchpoint).default([]).superRefine(refuseTwice('touchpoint', idsOf)),
})
export type Site = z.infer<typeof Site>

/** Everything that is measured: it can change, and has a history. */
export const Sites = z
  .array(Site)
  .superRefine(refuseTwice('site', idsOf))
  .superRefine(refuseTwice('device', sites => sites.flatMap(devicesOf)))

/** What a site or a touchpoint is when the settings do not name it. */
export const unnamedSite = (id: string): Site => Site.parse({ id })
export const unnamedTouchpoint = (id: string): Touchpoint => Touchpoint.parse({ id, devices: [id] })

function idsOf(entries: { id: string }[]): string[] {
  return entries.map(entry => entry.id)
}

function devicesOf(site: Site): string[] {
  return site.touchpoints.flatMap(point => point.devices.map(device => `${site.id}/${device}`))
}

/** Names every entry that is there again. */
export function refuseTwice<Entry>(what: string, namesOf: (entries: Entry[]) => string[]) {
  return (entries: Entry[], context: z.RefinementCtx) => {
    const names = namesOf(entries)
    for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
      context.addIssue({ code: 'custom', message: `${what} ${name} is named twice` })
    }
  }
}
