import type { Random } from './random.ts'
import type { Signal } from './signal.ts'

/** What can be broken: the sensor, or the log on its way to the disk. */
export type Fault =
  | 'bounce'
  | 'drift'
  | 'dead-sensor'
  | 'stuck-sensor'
  | 'duplicates'
  | 'reordering'
  | 'torn-frames'
  | 'nul-tail'

/** A drifting sensor is off by this much more every hour. */
const driftMmPerHour = 150
/** A sensor works this long before it fails, and fails this long before it works again. */
const worksMs = 900_000
const failsMs = 600_000

/** What a broken sensor, or a transport that repeats and swaps, makes of the signals. */
export function* breakSignals(
  signals: Iterable<Signal>,
  fault: Fault | null,
  random: Random,
): Generator<Signal> {
  let stuckAt: number | null = null
  let held: Signal | null = null
  for (const signal of signals) {
    const fails = signal.t % (worksMs + failsMs) >= worksMs
    if (fault === 'drift' && 'mm' in signal && signal.mm !== null) {
      yield { ...signal, mm: Math.round(signal.mm + (driftMmPerHour * signal.t) / 3_600_000) }
    } else if (fault === 'dead-sensor' && 'mm' in signal && fails) {
      // Silence, and now and then a sign of life without a distance.
      if (random.chance(0.05)) yield { ...signal, mm: null, strength: 0 }
    } else if (fault === 'stuck-sensor' && 'mm' in signal) {
      if (fails) yield { ...signal, mm: stuckAt }
      else yield signal
      stuckAt = fails ? stuckAt : signal.mm
    } else if (fault === 'duplicates') {
      yield signal
      if (random.chance(0.02)) yield signal
    } else if (fault === 'reordering' && held === null && random.chance(0.02)) {
      held = signal
    } else {
      yield signal
      if (held) yield held
      held = null
    }
  }
  if (held) yield held
}

/** What a power cut, or a line that loses bytes, makes of the text of a log after its header. */
export function* breakLines(
  lines: Iterable<string>,
  fault: Fault | null,
  random: Random,
): Generator<string> {
  for (const line of lines) {
    const torn = fault === 'torn-frames' && random.chance(0.002)
    yield torn ? line.slice(0, Math.floor(random.between(0, line.length))) : line
  }
  // The file had its new size when the power went, but not yet its content.
  if (fault === 'nul-tail') yield `{"t":7199${'\0'.repeat(4067)}`
}
