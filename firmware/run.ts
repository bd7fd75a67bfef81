import type { DeviceEvent } from '../shared/events.ts'
import type { SignalLog } from '../shared/logs.ts'
import { type Clock, systemClock } from './clock.ts'
import { openLearntFile } from './learnt.ts'
import { obey } from './obey.ts'
import { operate } from './operate.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import { recordSignals } from './recorder.ts'
import type { RemoteSettings } from './settings.ts'
import { startUplink, type Uplink } from './uplink.ts'
import { openWiredHardware } from './wired-hardware.ts'

interface Watching {
  clock?: Clock
  /** A file for what the sensors see. */
  recording?: string | undefined
  /** The gateway asks for a restart. */
  onRestart?: () => void
  /** Hears of each event when it is on disk. */
  onTold?: (event: DeviceEvent) => void
}

export function runRemote(
  settings: RemoteSettings,
  say: (text: string) => void,
  { clock = systemClock(), recording, onTold = () => {}, onRestart = () => {} }: Watching = {},
): { delivered: Uplink['delivered']; close(): Promise<void> } {
  const outbox = openOutbox(settings.data)
  const watched: Outbox = {
    ...outbox,
    tell(fact, moment) {
      const event = outbox.tell(fact, moment)
      onTold(event)
      return event
    },
  }
  const wired = openWiredHardware(settings, say)
  const recorder =
    recording === undefined
      ? null
      : recordSignals(recording, headerOf(settings, wired), wired, clock, say)
  const { hardware, clock: read } = recorder ?? { hardware: wired, clock }
  const uplink = startUplink({ ...settings, boot: outbox.boot }, outbox, say)
  const learnt = openLearntFile(settings.data, say)
  const place = { learnt, zone: settings.rangefinder?.zone }
  const remote = operate(hardware, watched, read, place, say, uplink.isConnected)
  obey(uplink, remote, onRestart)
  return {
    delivered: uplink.delivered,
    async close() {
      await hardware.close()
      remote.close()
      await recorder?.close()
      await uplink.close()
      outbox.close()
    },
  }
}

function headerOf(
  { site, device, rangefinder }: RemoteSettings,
  wired: { buttons: number; rangefinder: string | null },
): SignalLog {
  const { buttons, rangefinder: model } = wired
  return {
    log: 'loyalty-signals',
    v: 1,
    site,
    device,
    start: new Date().toISOString(),
    rangefinder: rangefinder && model !== null ? { model, hz: rangefinder.hz } : null,
    buttons,
  }
}
