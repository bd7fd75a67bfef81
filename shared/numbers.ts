import { z } from 'zod'
import { RangefinderHealth } from './events.ts'
import { Name } from './name.ts'

/** Why a press does not count as an answer. */
export const SetAsideReason = z.enum([
  'repeat',
  'corrected',
  'mashing',
  'unattended',
  'closed-hours',
  'unknown-button',
])
export type SetAsideReason = z.infer<typeof SetAsideReason>

export const Irrelevance = z.enum([
  'response-rate',
  'no-served-customers',
  'served-unknown',
  'more-answers-than-customers',
  'no-answers',
  'scale',
  'hidden',
])
export type Irrelevance = z.infer<typeof Irrelevance>

const Range = z.tuple([z.number(), z.number()])

/** An index behind the relevance gate: a value, or why there is none. */
export const Gated = z.discriminatedUnion('relevant', [
  z.object({
    relevant: z.literal(true),
    /** `numerator` over `denominator`, which is the number of answers. */
    value: z.number(),
    numerator: z.number(),
    denominator: z.int(),
    /** Where the value of customers like these lies, 95 % sure. */
    interval: Range.nullable(),
    /** Where the value of all served customers lies, whatever the silent ones think. */
    range: Range.nullable(),
  }),
  z.object({
    relevant: z.literal(false),
    reason: Irrelevance,
    /** Answers that would open the gate; null when answers alone would not. */
    missing: z.int().nullable(),
    range: Range.nullable(),
  }),
])
export type Gated = z.infer<typeof Gated>

const perIndex = <Value extends z.ZodType>(value: Value) => ({
  supportIndex: value,
  criticalityIndex: value,
  criticalShare: value,
  responseRate: value,
})

/** Shares are 0 to 1; null is unknown, never 0. */
export const Indices = z.object({
  ...perIndex(z.number().nullable()),
  /** What stands over `served`. */
  numerators: z.object(perIndex(z.number().nullable())),
  /** Where the value of customers like these lies, 95 % sure. */
  intervals: z.object(perIndex(Range.nullable())),
  /** Share of top ratings among all served, whatever the silent customers think. */
  topShareRange: Range.nullable(),
  /** -100 to 100. */
  nps: Gated,
  /** Share of the two highest ratings. */
  csat: Gated,
  csatMean: Gated,
  /** 1 to 5; 5 is great effort. */
  ces: Gated,
  /** 0 to 100. */
  csi: Gated,
})
export type Indices = z.infer<typeof Indices>

export const Metric = z.enum(['csat', 'nps', 'ces', 'rating'])
export type Metric = z.infer<typeof Metric>

/** The question as customers read it; in one language, or in some. */
export const QuestionText = z.union([
  z.string(),
  z.strictObject({
    en: z.string().optional(),
    ru: z.string().optional(),
    bg: z.string().optional(),
  }),
])

/** What customers were asked. */
const Question = z.object({ text: QuestionText, metric: Metric })

/** Who counts customers: the sensor, the till, or somebody by hand. */
export const ServedSource = z.enum(['presence', 'till', 'manual'])
export type ServedSource = z.infer<typeof ServedSource>

/** The customers served as each source tells it; null where it knows nothing of. */
export const ServedBy = z.object({
  /** Which of them `served` is; mixed where the quarter-hours have several. */
  source: z.enum([...ServedSource.options, 'mixed']).nullable(),
  presence: z.int().nullable(),
  till: z.int().nullable(),
  manual: z.int().nullable(),
  /** presence / till - 1, over the quarter-hours of which both know. */
  discrepancy: z.number().nullable(),
})
export type ServedBy = z.infer<typeof ServedBy>

/** How many customers one seen by the sensor stands for, by the till, and the indices by that. */
export const SensorBias = z.object({
  /** 1.05 where the sensor misses one in twenty; with its 95 % interval. */
  ratio: z.number(),
  interval: Range,
  indices: z.object(perIndex(z.object({ value: z.number(), interval: Range }).nullable())),
})
export type SensorBias = z.infer<typeof SensorBias>

/** What was counted at one touchpoint in one period, and what it means. */
export const Numbers = z.object({
  site: Name,
  touchpoint: Name,
  /** Epoch ms, the end is not part of it. */
  from: z.int(),
  to: z.int(),
  /** Too few answers to be told of: they and the indices are null, in less than a day `served` too. */
  hidden: z.boolean(),
  /** The part of the period that is told; null when nothing is. */
  shown: z.object({ from: z.int(), to: z.int() }).nullable(),
  /** What is left out of that: remains of months, too few to be told of. */
  gaps: z.array(z.object({ from: z.int(), to: z.int() })),
  question: Question,
  /** The version of the settings since which this is asked: another number, another series. */
  series: z.int(),
  /** The version of the settings by which the end of the period was counted. */
  settings: z.int(),
  /** The ratings that could be given, lowest first. */
  scale: z.array(z.int()),
  /** Null when nothing at this touchpoint counts customers. */
  served: z.int().nullable(),
  servedBy: ServedBy,
  /** Null where nothing rests on the sensor, or no till says how well it counts. */
  sensorBias: SensorBias.nullable(),
  /** Answers by rating. */
  answers: z.record(z.string(), z.int()).nullable(),
  /** Of these, answers of customers whom nobody counted; shares of the served leave them out. */
  unseenAnswers: z.int().nullable(),
  setAside: z.partialRecord(SetAsideReason, z.int()).nullable(),
  /** Share of the opening time that is past in which the devices were known to be alive. */
  coverage: z.number().nullable(),
  /** Share of it in which they could see who stands there: `served` is silent about the rest. */
  watched: z.number().nullable(),
  ...Indices.shape,
})
export type Numbers = z.infer<typeof Numbers>

/** The same for whoever may see everything that was counted. */
export const CountedNumbers = Numbers.omit({ hidden: true, shown: true, gaps: true }).extend({
  answers: Numbers.shape.answers.unwrap(),
  unseenAnswers: Numbers.shape.unseenAnswers.unwrap(),
  setAside: Numbers.shape.setAside.unwrap(),
})
export type CountedNumbers = z.infer<typeof CountedNumbers>

/** How customers were asked: only who answers of their own accord has to be many. */
export const Survey = z.enum(['spontaneous', 'sample', 'census'])
export type Survey = z.infer<typeof Survey>

export const DeviceHealth = z.object({
  device: Name,
  /** Connected, and heard of within the last minutes. */
  alive: z.boolean(),
  /** When it was last heard of, epoch ms. */
  heardAt: z.int().nullable(),
  rangefinder: RangefinderHealth.nullable(),
  /** Events waiting in the device's outbox, as its last heartbeat said. */
  waiting: z.int().nullable(),
  battery: z.number().nullable(),
})
export type DeviceHealth = z.infer<typeof DeviceHealth>

/** Today at one touchpoint: the retained live topic, and what the console shows. */
export const LiveNumbers = Numbers.extend({
  /** All customers so far, also those whose answers are too few to be told of. */
  servedToday: z.int().nullable(),
  siteName: z.string(),
  name: z.string(),
  timeZone: z.string(),
  metric: Metric,
  survey: Survey,
  /** Response rate from which a spontaneous survey is relevant. */
  threshold: z.number(),
  /** A customer is there now; null where no sensor sees. */
  present: z.boolean().nullable(),
  /** Answers appear so many at once, or after so many minutes; these are as of then, epoch ms. */
  discretion: z.object({
    answersAtOnce: z.int(),
    atMostMinutes: z.int(),
    answersAsOf: z.int(),
  }),
  /** When a device that is alive was heard of is kept back: it would tell when somebody pressed. */
  devices: z.array(DeviceHealth),
})
export type LiveNumbers = z.infer<typeof LiveNumbers>
