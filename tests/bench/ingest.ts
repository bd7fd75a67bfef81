import { openScratchFolder } from '../../simulator/scratch-folder.ts'
import { compare, median, short } from './figure.ts'
import { fsyncMs, slowFsyncMs } from './fsync.ts'
import type { Load } from './load.ts'
import {
  type Asked,
  bytesWritten,
  load,
  portOf,
  startBareBroker,
  startGatewayIn,
} from './rivals.ts'

const rounds = 5
const full: Asked = { connections: 50, inFlight: 20, seconds: 4 }
const single: Asked = { connections: 1, inFlight: 1, seconds: 3 }
const paced: Asked = { connections: 50, inFlight: 1, seconds: 4, pace: 1000 }

/** Acknowledged and stored events a second, how long one takes, and what it writes to the disk. */
export async function benchIngest() {
  const folder = openScratchFolder()
  const bare = await startBareBroker()
  const gateway = await startGatewayIn(folder.path)
  const loads = { bare: [], gateway: [], bareOne: [], one: [], barePaced: [], paced: [] } as Record<
    'bare' | 'gateway' | 'bareOne' | 'one' | 'barePaced' | 'paced',
    Load[]
  >
  const written: number[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      loads.bare.push(await load(bare.port, full))
      const before = bytesWritten(gateway.pid())
      const stored = await load(portOf(gateway), full)
      loads.gateway.push(stored)
      written.push((bytesWritten(gateway.pid()) - before) / stored.events)
      loads.bareOne.push(await load(bare.port, single))
      loads.one.push(await load(portOf(gateway), single))
      loads.barePaced.push(await load(bare.port, paced))
      loads.paced.push(await load(portOf(gateway), paced))
    }
  } finally {
    await bare.stop()
    await gateway.stop()
  }
  // Not between rounds: a file written in thousands of waits slows the disk for half a minute.
  const diskAlone = loads.barePaced.map(() => slowFsyncMs(folder.path))
  const sync = fsyncMs(folder.path)
  folder.close()
  const payloads = loads.gateway.map(({ payloadBytes }) => payloadBytes)
  return {
    payloadBytes: short(median(payloads)),
    fullLoad: compare({
      unit: 'acknowledged events/s, 50 connections with 20 in flight',
      values: loads.gateway.map(({ rate }) => rate),
      comparedTo: 'bare aedes, which stores nothing',
      rivals: loads.bare.map(({ rate }) => rate),
      goal: { atLeast: 0.5 },
    }),
    oneInFlight: compare({
      unit: 'ms from publish to acknowledgement, p50, 1 connection with 1 in flight',
      values: loads.one.map(({ p50Ms }) => p50Ms),
      comparedTo: `2 × bare aedes + one fsync (${short(sync)} ms)`,
      rivals: loads.bareOne.map(({ p50Ms }) => 2 * p50Ms + sync),
      goal: { atMost: 1 },
    }),
    thousandASecond: compare({
      unit: 'ms from publish to acknowledgement, p99 at 1,000 events/s over 50 connections',
      values: loads.paced.map(({ p99Ms }) => p99Ms),
      comparedTo: 'the p50 of bare aedes at the same pace',
      rivals: loads.barePaced.map(({ p50Ms }) => p50Ms),
      goal: { atMost: 10 },
    }),
    diskAlone: compare({
      unit: 'ms that this disk takes for one page, p99 at 1,000 pages/s: the gateway waits for it',
      values: diskAlone,
      comparedTo: 'the p50 of bare aedes at 1,000 events/s',
      rivals: loads.barePaced.map(({ p50Ms }) => p50Ms),
      goal: null,
    }),
    written: compare({
      unit: 'bytes written to disk per event at full load',
      values: written,
      comparedTo: 'bytes of its payload',
      rivals: payloads,
      goal: { atMost: 2 },
    }),
  }
}
