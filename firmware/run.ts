import type { SignalLog } from '../shared/logs.ts'
import { systemClock } from './clock.ts'
import { openLearntFile } from './learnt.ts'
import { operate } from './operate.ts'
import { openOutbox } from './outbox.ts'
import { recordSignals } from './recorder.ts'
import type { RemoteSettings } from './settings.ts'
import { startUplink } from './uplink.ts'
import { openWiredHardware } from './wired-hardware.ts'

/** Runs a remote; with `recording` it also writes down what its sensors see. */
export function runRemote(
  settings: RemoteSettings,
  say: (text: string) => void,
  recording?: string,
): { close(): Promise<void> } {
  const outbox = openOutbox(settings.data)
  const wired = openWiredHardware(settings, say)
  const clock = systemClock()
  const recorder =
    recording === undefined
      ? null
      : recordSignals(recording, headerOf(settings, wired), wired, clock, say)
  const { hardware, clock: read } = recorder ?? { hardware: wired, clock }
  const uplink = startUplink({ ...settings, boot: outbox.boot }, outbox, say)
  const learnt = openLearntFile(settings.data, say)
  const place = { learnt, zone: settings.rangefinder?.zone }
  const remote = operate(hardware, outbox, read, place, say, uplink.isConnected)
  return {
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
