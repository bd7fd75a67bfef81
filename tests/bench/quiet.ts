import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openScratchFolder } from '../../simulator/scratch-folder.ts'
import { compare } from './figure.ts'
import { bytesWritten, load, portOf, startGatewayIn } from './rivals.ts'

const seconds = 30

/** What one event a second costs the disk: each is a commit of its own. */
export async function benchQuiet() {
  const folder = openScratchFolder()
  const gateway = await startGatewayIn(folder.path)
  const before = bytesWritten(gateway.pid())
  const asked = { connections: 5, inFlight: 1, seconds, pace: 1 }
  const { events, payloadBytes } = await load(portOf(gateway), asked)
  const written = bytesWritten(gateway.pid()) - before
  await gateway.stop()
  const appended = bytesAppended(folder.path, events, Math.round(payloadBytes))
  folder.close()
  return {
    written: compare({
      unit: `bytes written to disk per event at 1 event/s (${events} events)`,
      values: [written / events],
      comparedTo: 'a text file to which each is appended and synced',
      rivals: [appended / events],
      goal: null,
    }),
  }
}

function bytesAppended(folder: string, events: number, bytes: number): number {
  const before = bytesWritten(process.pid)
  const file = openSync(join(folder, 'lines'), 'w')
  for (let n = 0; n < events; n += 1) {
    writeSync(file, 'x'.repeat(bytes))
    fdatasyncSync(file)
  }
  closeSync(file)
  return bytesWritten(process.pid) - before
}
