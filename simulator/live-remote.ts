import { join } from 'node:path'
import { systemClock } from '../firmware/clock.ts'
import { openLearntFile } from '../firmware/learnt.ts'
import { obey } from '../firmware/obey.ts'
import { operate } from '../firmware/operate.ts'
import { openOutbox } from '../firmware/outbox.ts'
import { startUplink } from '../firmware/uplink.ts'
import { breakSignals } from './faults.ts'
import { type ProfileName, profiles } from './profiles.ts'
import { seededRandom } from './random.ts'
import { watchForEver } from './scene/endless.ts'
import { playSignals } from './virtual-hardware.ts'

const hz = 10

/** Runs one remote as it is in a shop, except that its hardware is simulated. */
export function startLiveRemote(
  remote: { site: string; device: string; gateway: string; profile: ProfileName; seed: number },
  folder: string,
  say?: (text: string) => void,
): { close(): Promise<void> } {
  const data = join(folder, remote.device)
  const outbox = openOutbox(data)
  const learnt = openLearntFile(data, say ?? (() => {}))
  const profile = profiles[remote.profile]
  const seen = watchForEver(profile, remote.seed, hz)
  const signals = breakSignals(seen, profile.fault, seededRandom(remote.seed))
  const hardware = playSignals(signals, { buttons: 5, rangefinder: 'simulated' })
  const firmware = operate(hardware, outbox, systemClock(), { learnt }, say)
  const uplink = startUplink({ ...remote, boot: outbox.boot }, outbox, say)
  obey(uplink, firmware, () => say?.(`${remote.device}: goes on, for there is nothing to restart`))
  return {
    async close() {
      await hardware.close()
      firmware.close()
      await uplink.close()
      outbox.close()
    },
  }
}
