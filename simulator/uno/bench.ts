import { createInterface } from 'node:readline'
import { benchHelp, obey } from './bench-commands.ts'
import { fetchFirmata } from './firmata-image.ts'
import { plugCable } from './serial-cable.ts'
import { startUno } from './uno.ts'

/** An emulated Uno with StandardFirmata at `path`, obeying what is typed. */
export async function startBench(
  path: string,
  folder: string,
  answer: (line: string) => void,
  say: (text: string) => void,
): Promise<{ close(): Promise<void> }> {
  const uno = startUno(await fetchFirmata(folder))
  // As on a real one, opening the port restarts it.
  const cable = await plugCable(path, { opened: uno.restart, hear: uno.hear })
  uno.onTell(cable.send)
  const lines = createInterface({ input: process.stdin })
  lines.on('line', async line => {
    try {
      answer(await obey(line, uno, cable))
    } catch (failure) {
      say((failure as Error).message)
    }
  })
  say(`an Arduino with StandardFirmata is at ${path}\n${benchHelp}`)
  return {
    async close() {
      lines.close()
      process.stdin.pause()
      uno.close()
      await cable.unplug()
    },
  }
}
