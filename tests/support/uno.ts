import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { fetchFirmata } from '../../simulator/uno/firmata-image.ts'
import { root, start, stop } from './child.ts'
import { scratchFolder } from './scratch.ts'
import { until } from './until.ts'

const withSocat = spawnSync('socat', ['-V']).status === 0
const missing = withSocat ? await findFirmata() : 'socat is not installed'
export const withUno = missing === null
if (!withUno) console.log(`The Arduino is not tested: ${missing}`)

/** Null when there is StandardFirmata to test with. */
async function findFirmata(): Promise<string | null> {
  try {
    await fetchFirmata(join(root, 'node_modules/.cache/firmata'))
    return null
  } catch (failure) {
    return (failure as Error).message
  }
}

/** An Arduino with StandardFirmata on a serial port, emulated until the test is over. */
export async function aUno() {
  const port = join(scratchFolder(), 'arduino')
  const bench = start(['simulator/main.ts', 'simulate', '--uno', port])
  // Killed, it would leave its serial port behind.
  onTestFinished(() => stop(bench))
  await until('the Arduino is there', () => bench.err().includes(port))
  const { stdin, stdout } = bench.process
  if (!stdin || !stdout) throw new Error('expected a program that can be spoken to')
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]()

  async function obey(command: string): Promise<string> {
    stdin?.write(`${command}\n`)
    const { value } = await answers.next()
    return value ?? `no answer: ${bench.err()}`
  }

  return {
    port,
    obey,
    isLit: async (pin: number) => (await obey(`lit ${pin}`)) === 'on',
    lostMs: async () => Number(await obey('lost')),
  }
}
