import { writeJsonLines } from '../shared/log-lines.ts'
import type { SignalLog } from '../shared/logs.ts'
import { type Signal, seeCustomers } from './customers.ts'
import type { Profile } from './profile.ts'
import { seededRandom } from './random.ts'

const hz = 20

/** Writes a signal log of a simulated counter, in virtual time. */
export async function writeSignalFile(
  path: string,
  counter: { site: string; device: string; profile: Profile; seed: number },
  span: { start: number; hours: number },
): Promise<void> {
  const { site, device, profile, seed } = counter
  const header: SignalLog = {
    log: 'loyalty-signals',
    v: 1,
    site,
    device,
    start: new Date(span.start).toISOString(),
    rangefinder: { model: 'simulated', hz },
    buttons: profile.ratings.length,
  }
  const durationMs = span.hours * 3_600_000
  await writeJsonLines(
    path,
    lines(header, seeCustomers(profile, seededRandom(seed), { hz, durationMs })),
  )
}

function* lines(header: SignalLog, signals: Iterable<Signal>): Generator<SignalLog | Signal> {
  yield header
  yield* signals
}
