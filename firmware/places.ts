/** Distances are learnt in steps of this length, out to four metres. */
const stepMm = 100
export const steps = 40

/** After so many seconds of standing customers, what was learnt before hardly counts. */
const memorySeconds = 300
/** One customer who stays for ever teaches no more than this. */
const longestLessonSeconds = 60
/** So many seconds of standing customers tell where they stand. */
const enoughSeconds = 60

/** The nearest this share of all standing is done by customers; others may linger behind them. */
const customersShare = 0.2
/** Customers of one counter stand no farther apart. */
const widestMm = 700
const leastReachMm = 450
/** Until customers were seen: anybody this near may be one. */
const reachAtFirstMm = 1450

/** What a remote has learnt about its place. */
export interface Places {
  /** Seconds stood at each distance, the latest counting most. */
  stood: number[]
  /** Where customers stand, and how far they may stand; standing null until it is known. */
  standingMm: number | null
  farMm: number
  /** What the laser sees behind them; null when that is nothing, or not known. */
  backgroundMm: number | null
  /** Readings this much nearer than the background are no longer the background. */
  marginMm: number
  /** Readings from behind the background, one after the other. */
  behind: number
}

/** So many readings from behind a thing show that it is gone. */
const goneReadings = 10

export const newPlaces = (): Places => ({
  stood: Array.from({ length: steps }, () => 0),
  standingMm: null,
  farMm: reachAtFirstMm,
  backgroundMm: null,
  marginMm: 0,
  behind: 0,
})

/** Learns that somebody stood at a distance. */
export function learnStanding(places: Places, mm: number, ms: number): void {
  const step = Math.floor(mm / stepMm)
  if (step >= steps) return
  const seconds = Math.min(longestLessonSeconds, ms / 1000)
  const kept = Math.exp(-seconds / memorySeconds)
  const { stood } = places
  for (let n = 0; n < steps; n += 1) stood[n] = (stood[n] ?? 0) * kept
  stood[step] = (stood[step] ?? 0) + seconds
  const all = stood.reduce((sum, one) => sum + one)
  if (all < enoughSeconds) return
  let nearest = 0
  for (let sum = 0; nearest < steps; nearest += 1) {
    sum += stood[nearest] ?? 0
    if (sum >= all * customersShare) break
  }
  let weight = 0
  let mean = 0
  let spread = 0
  for (let n = 0; n < steps && n <= nearest + widestMm / stepMm; n += 1) {
    const here = stood[n] ?? 0
    if (here === 0) continue
    const distance = (n + 0.5) * stepMm
    const before = mean
    weight += here
    mean += ((distance - before) * here) / weight
    spread += here * (distance - before) * (distance - mean)
  }
  // Where all stand in one place, rounding may leave a little less than nothing.
  const deviation = Math.sqrt(Math.max(0, spread) / weight)
  places.standingMm = Math.round(mean)
  places.farMm = Math.round(mean + Math.max(leastReachMm, 2.5 * deviation))
}

/** Learns that something stands still at a distance. */
export function learnBackground(places: Places, mm: number, noiseMm: number): void {
  places.backgroundMm = Math.round(mm)
  places.marginMm = Math.round(40 + 4 * noiseMm)
}

/** What was seen through is there no more. */
export function forgetBackground(places: Places, mm: number): void {
  if (places.backgroundMm === null) return
  places.behind = mm > places.backgroundMm + places.marginMm ? places.behind + 1 : 0
  if (places.behind >= goneReadings) places.backgroundMm = null
}

/** Whether a reading is the background; whoever is known to stand there may come close to it. */
export function isBackground(places: Places, mm: number, somebody: boolean): boolean {
  const { backgroundMm, marginMm } = places
  return backgroundMm !== null && mm > backgroundMm - (somebody ? marginMm / 2 : marginMm)
}
