/*
 * buttons ─┐
 *          ├─ remote ─ outbox ─ uplink ══ MQTT ══ gateway
 * laser  ──┘
 */
import { closeOnSignal, newProgram, runProgram } from '../shared/command-line.ts'
import { readSettingsFile } from '../shared/settings-file.ts'
import { systemClock } from './clock.ts'
import { operate } from './operate.ts'
import { openOutbox } from './outbox.ts'
import { RemoteSettings } from './settings.ts'
import { startUplink } from './uplink.ts'
import { openWiredHardware } from './wired-hardware.ts'

const program = newProgram('remote', 'The firmware of one remote: buttons and laser to gateway')
  .option('-c, --config <file>', 'settings of this remote', 'remote.json')
  .action((options: { config: string }) => {
    const settings = readSettingsFile(options.config, RemoteSettings)
    const say = (text: string) => console.error(`${settings.device}: ${text}`)
    const outbox = openOutbox(settings.data)
    const hardware = openWiredHardware(settings, say)
    const uplink = startUplink({ ...settings, boot: outbox.boot }, outbox, say)
    const remote = operate(hardware, outbox, systemClock(), say, uplink.isConnected)
    closeOnSignal(async () => {
      await hardware.close()
      remote.close()
      await uplink.close()
      outbox.close()
    })
  })

await runProgram(program)
