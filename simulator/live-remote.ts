import { join } from 'node:path'
import { systemClock } from '../firmware/clock.ts'
import { openLearntFile } from '../firmware/learnt.ts'
import { operate } from '../firmware/operate.ts'
import { openOutbox } from '../firmware/outbox.ts'
import { startUplink } from '../firmware/uplink.ts'
import { seeCustomers } from './customers.ts'
import type { Profile } from './profile.ts'
import { seededRandom } from './random.ts'
import { playSignals } from './virtual-hardware.ts'

const hz = 10
const manyYearsMs = 1e12

/** Runs one remote as it is in a shop, except that its hardware is simulated. */
export function startLiveRemote(
  remote: { site: string; device: string; gateway: string; profile: Profile; seed: number },
  folder: string,
  say?: (text: string) => void,
): { close(): Promise<void> } {
  const data = join(folder, remote.device)
  const outbox = openOutbox(data)
  const learnt = openLearntFile(data, say ?? (() => {}))
  const customers = seeCustomers(remote.profile, seededRandom(remote.seed), {
    hz,
    durationMs: manyYearsMs,
  })
  const hardware = playSignals(customers, { buttons: 5, rangefinder: 'simulated' })
  const firmware = operate(hardware, outbox, systemClock(), { learnt }, say)
  const uplink = startUplink({ ...remote, boot: outbox.boot }, outbox, say)
  return {
    async close() {
      await hardware.close()
      firmware.close()
      await uplink.close()
      outbox.close()
    },
  }
}
