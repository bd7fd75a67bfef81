import { setTimeout as delay } from 'node:timers/promises'
import { openScratchFolder } from '../../simulator/scratch-folder.ts'
import { firstLine, start, stop } from '../support/child.ts'
import { compare } from './figure.ts'
import { residentMb, startGatewayIn } from './rivals.ts'

const rounds = 3
const settleMs = 4000

/** Memory of a gateway that nobody tells anything. */
export async function benchMemory() {
  const gateways: number[] = []
  const libraries: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const folder = openScratchFolder()
    const gateway = await startGatewayIn(folder.path)
    const imports = start(['tests/bench/libraries.ts'])
    await firstLine(imports)
    await delay(settleMs)
    gateways.push(residentMb(gateway.pid()))
    libraries.push(residentMb(imports.process.pid ?? 0))
    await gateway.stop()
    await stop(imports)
    folder.close()
  }
  return {
    idle: compare({
      unit: 'MB resident, a few seconds after the start',
      values: gateways,
      comparedTo: 'a process that only imports the same libraries',
      rivals: libraries,
      goal: { atMost: 1.6 },
    }),
  }
}
