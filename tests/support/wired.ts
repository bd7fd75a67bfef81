import { onTestFinished } from 'vitest'
import type { ButtonEdge, Reading } from '../../firmware/hardware.ts'
import { RemoteSettings } from '../../firmware/settings.ts'
import { openWiredHardware } from '../../firmware/wired-hardware.ts'
import { until } from './until.ts'

/** What a remote hears of its hardware, until the test is over. */
export function someHardware(wiring: { buttons: unknown; rangefinder?: unknown }) {
  const settings = RemoteSettings.parse({
    site: 'hall',
    device: 'counter-1',
    gateway: 'mqtt://127.0.0.1:1',
    ...wiring,
  })
  const said: string[] = []
  const edges: ButtonEdge[] = []
  const readings: Reading[] = []
  const hardware = openWiredHardware(settings, text => said.push(text))
  hardware.onButton(edge => edges.push(edge))
  hardware.onReading(reading => readings.push(reading))
  onTestFinished(hardware.close)
  const hears = (what: string) =>
    until(`the remote says ${what}`, () => said.some(text => text.includes(what)), 20_000)
  return { hardware, said, edges, readings, hears }
}
