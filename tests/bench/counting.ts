import { nameFact } from '../../firmware/telling.ts'
import { compareFacts, type Fact } from '../../gateway/counting/count.ts'
import { alwaysOpen, commonThresholds } from '../../gateway/counting/rules.ts'
import { visitsIn } from '../../gateway/counting/visits.ts'
import type { DeviceEvent } from '../../shared/events.ts'
import { type ProfileName, profileNames, profiles } from '../../simulator/profiles.ts'
import { playScene, type Scene } from '../../simulator/scene/scene.ts'
import { watch } from '../../simulator/scene/watch.ts'
import { startVirtualRemote } from '../../simulator/virtual-remote.ts'
import { NaiveCounter } from './naive-counter.ts'
import { type Score, score } from './score.ts'

/** What was never looked at while the detector was made: these seeds, and these profiles. */
const heldBack = {
  seeds: [201, 202, 203],
  profiles: ['corridor', 'shallow-room', 'bakery', 'post', 'help-desk'] as ProfileName[],
}
const seeds = [1, 2, 3]

const whole = profileNames.filter(name => profiles[name].fault === null)

/** No two profiles see the same customers; `npm run simulate -- --seed` takes these. */
const seedsOf = (name: ProfileName, seeds: number[]) =>
  seeds.map(seed => seed + 1000 * profileNames.indexOf(name))

/** A log is as long as it takes for this many to come; who finds no place goes away again. */
const customersALog = 80

/** Counts simulated customers with the firmware's own core, and as everybody does at first. */
export function benchCounting() {
  const start = performance.now()
  const known = whole.filter(name => !heldBack.profiles.includes(name))
  return {
    tuning: scoreAll(known, seeds),
    heldBack: scoreAll(whole, heldBack.seeds),
    seconds: Math.round((performance.now() - start) / 1000),
  }
}

function scoreAll(names: ProfileName[], seeds: number[]) {
  const logs = names.map(name => ({
    name,
    seeds: seedsOf(name, seeds),
    scores: seedsOf(name, seeds).map(seed => scoreLog(name, seed)),
  }))
  const of = (who: 'detector' | 'naive') => logs.map(({ scores }) => scores.map(both => both[who]))
  return {
    detector: figuresOf(of('detector')),
    naive: figuresOf(of('naive')),
    profiles: Object.fromEntries(
      logs.map(({ name, seeds, scores }) => [
        name,
        {
          seeds,
          detector: figuresOf([scores.map(({ detector }) => detector)]),
          naive: figuresOf([scores.map(({ naive }) => naive)]),
        },
      ]),
    ),
  }
}

/** Scores by profile, each over its seeds. */
function figuresOf(profiles: Score[][]) {
  const logs = profiles.flat()
  const f1s = logs.map(({ f1 }) => f1)
  const countErrors = logs.map(({ countError }) => Math.abs(countError))
  const rated = logs.reduce((sum, { rated }) => sum + rated, 0)
  const right = logs.reduce((sum, { ratedRight }) => sum + ratedRight, 0)
  return {
    f1: round(mean(f1s)),
    f1OfSeeds: [round(Math.min(...f1s)), round(Math.max(...f1s))],
    countError: round(mean(countErrors)),
    worstCountError: round(Math.max(...countErrors)),
    ...(profiles.length > 1 ? worstProfiles(profiles) : {}),
    answersRight: rated === 0 ? null : round(right / rated),
  }
}

const worstProfiles = (profiles: Score[][]) => ({
  f1OfWorstProfile: round(Math.min(...profiles.map(logs => mean(logs.map(({ f1 }) => f1))))),
  countErrorOfWorstProfile: round(
    Math.max(...profiles.map(logs => mean(logs.map(({ countError }) => Math.abs(countError))))),
  ),
})

function scoreLog(name: ProfileName, seed: number): Record<'detector' | 'naive', Score> {
  const profile = profiles[name]
  const hours = Math.ceil(customersALog / profile.customersPerHour)
  const scene = playScene(profile, seed, hours * 3_600_000)
  const { detector, naive } = count(scene)
  const { visits } = scene.truth
  return { detector: score(detector, visits), naive: score(naive, visits) }
}

function count(scene: Scene) {
  const remote = startVirtualRemote({
    boot: 'bench',
    start: 0,
    buttons: 5,
    rangefinder: scene.counter.rangefinder,
  })
  const naive = new NaiveCounter()
  const told: DeviceEvent[] = []
  const naiveFacts = []
  for (const signal of watch(scene)) {
    const events = remote.see(signal)
    if (typeof events === 'string') throw new Error(`the scene is out of order: ${events}`)
    told.push(...events)
    if ('mm' in signal) naiveFacts.push(...naive.see(signal.t, signal.mm))
  }
  told.push(...remote.end())
  naiveFacts.push(...naive.end())
  const envelope = { boot: 'naive', synced: true }
  const toldByNaive = [
    ...told.filter(({ kind }) => kind === 'started' || kind === 'pressed'),
    ...naiveFacts.map(fact => nameFact(fact, { ...envelope, seq: 1, at: fact.up })),
  ]
  return { detector: visitsOf(told, scene), naive: visitsOf(toldByNaive, scene) }
}

/** Visits with their answers, as the gateway counts them. */
function visitsOf(told: DeviceEvent[], { durationMs }: Scene) {
  const facts: Fact[] = told.map(event => ({ time: event.at, event })).sort(compareFacts)
  const rules = { ...commonThresholds, ratingsAt: () => null, ...alwaysOpen }
  return visitsIn(facts, () => rules).map(visit => ({ ...visit, to: visit.to ?? durationMs }))
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const round = (value: number) => Math.round(10_000 * value) / 10_000
