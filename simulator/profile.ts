import type { Fault } from './faults.ts'

type Range = readonly [low: number, high: number]

/**
 * The character of a counter: its place, who comes, how long they stay, what they press. Of each
 * range a seed draws one counter, so that no two counters of a profile are alike.
 */
export interface Profile {
  /** Where customers stand, mm; for most of them the counter's own distance. */
  standMm: Range
  /** What the laser sees behind them, mm; null for nothing at all. */
  wallMm: Range | null
  customersPerHour: number
  /** Middle stay in seconds, and the spread of its logarithm. */
  staySeconds: readonly [middle: number, spread: number]
  /** Who finds more people waiting than this goes away. */
  longestQueue: number
  /** How likely the queue stands in the beam, and not beside it. */
  queueInBeam: number
  /** How long the next customer waits before setting off when a place becomes free, s. */
  stepUpSeconds: Range
  /** People crossing behind the customers' place, and people who stop there and look. */
  passersPerHour: number
  browsersPerHour: number
  companionShare: number
  /** How often a customer shifts, and leaves the beam (steps aside, bends down). */
  shiftsPerMinute: number
  gapsPerMinute: number
  swayMm: Range
  /** Hands over the sensor. */
  handsPerMinute: number
  /** Share of customers in clothes that the laser hardly sees. */
  darkShare: number
  sunnySpellsPerHour: number
  furniturePerHour: number
  cleaningsPerHour: number
  /** Presses by somebody who is no customer. */
  strayPressesPerHour: number
  fault: Fault | null
  /** Share of customers who press at all. */
  pressShare: number
  /** How likely each rating is, lowest first. */
  ratings: readonly [number, number, number, number, number]
  /** Of those who press: shares who press twice, change their mind, press in going, play. */
  repeatShare: number
  correctShare: number
  lateShare: number
  mashShare: number
}
