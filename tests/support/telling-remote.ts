/*
 * The core of a remote, run as a process of its own to be killed at any moment:
 *   node telling-remote.ts <folder> <presses> [<gateway> <device>]
 * Tells so many presses into its outbox and names each on standard output once it is told. With
 * a gateway it sends them, and ends when all are delivered.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../firmware/clock.ts'
import { openOutbox } from '../../firmware/outbox.ts'
import { startUplink } from '../../firmware/uplink.ts'

const [folder = '', presses, gateway, device = ''] = process.argv.slice(2)
const clock = systemClock()
const outbox = openOutbox(folder)
const say = (text: string) => process.stderr.write(`${text}\n`)
const uplink =
  gateway && startUplink({ gateway, site: 'hall', device, boot: outbox.boot }, outbox, say)
for (let told = 0; told < Number(presses); told += 1) {
  const { seq } = outbox.tell(
    { kind: 'pressed', up: clock.up(), button: 1 + (told % 5), heldMs: 80 },
    { at: clock.now(), synced: clock.synced() },
  )
  process.stdout.write(`${outbox.boot} ${seq}\n`)
  await delay(1)
}
if (uplink) {
  await uplink.delivered()
  await uplink.close()
}
outbox.close()
