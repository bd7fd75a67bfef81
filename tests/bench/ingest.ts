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

const rounds = 6
const full: Asked = { connections: 50, inFlight: 20, seconds: 4 }
const single: Asked = { connections: 1, inFlight: 1, seconds: 3 }
const paced: Asked = { connections: 50, inFlight: 1, seconds: 4, pace: 1000 }

/** What the same load made of the bare broker and of the gateway, in each round. */
interface Pair {
  bare: Load[]
  gateway: Load[]
}

const aPair = (): Pair => ({ bare: [], gateway: [] })

/** Acknowledged and stored events a second, how long one takes, and what it writes to the disk. */
export async function benchIngest() {
  const folder = openScratchFolder()
  const bare = await startBareBroker()
  const gateway = await startGatewayIn(folder.path)
  const loads = { full: aPair(), single: aPair(), paced: aPair() }
  const written: number[] = []

  /** After a full load the machine has less to give for a while, so they take turns to come first. */
  async function loadBoth(round: number, asked: Asked, to: Pair) {
    const turns = [
      async () => void to.bare.push(await load(bare.port, asked)),
      async () => void to.gateway.push(await load(portOf(gateway), asked)),
    ]
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn()
  }

  try {
    for (let round = 0; round < rounds; round += 1) {
      const before = bytesWritten(gateway.pid())
      await loadBoth(round, full, loads.full)
      const events = loads.full.gateway.at(-1)?.events ?? 0
      written.push((bytesWritten(gateway.pid()) - before) / events)
      await loadBoth(round, single, loads.single)
      await loadBoth(round, paced, loads.paced)
    }
  } finally {
    await bare.stop()
    await gateway.stop()
  }
  // Not between rounds: a file written in thousands of waits slows the disk for half a minute.
  const diskAlone = loads.paced.bare.map(() => slowFsyncMs(folder.path))
  const sync = fsyncMs(folder.path)
  folder.close()
  const payloads = loads.full.gateway.map(({ payloadBytes }) => payloadBytes)
  return {
    payloadBytes: short(median(payloads)),
    fullLoad: compare({
      unit: 'acknowledged events/s, 50 connections with 20 in flight',
      values: loads.full.gateway.map(({ rate }) => rate),
      comparedTo: 'bare aedes, which stores nothing',
      rivals: loads.full.bare.map(({ rate }) => rate),
      goal: { atLeast: 0.5 },
    }),
    oneInFlight: compare({
      unit: 'ms from publish to acknowledgement, p50, 1 connection with 1 in flight',
      values: loads.single.gateway.map(({ p50Ms }) => p50Ms),
      comparedTo: `2 × bare aedes + one fsync (${short(sync)} ms)`,
      rivals: loads.single.bare.map(({ p50Ms }) => 2 * p50Ms + sync),
      goal: { atMost: 1 },
    }),
    thousandASecond: compare({
      unit: 'ms from publish to acknowledgement, p99 at 1,000 events/s over 50 connections',
      values: loads.paced.gateway.map(({ p99Ms }) => p99Ms),
      comparedTo: 'the p50 of bare aedes at the same pace',
      rivals: loads.paced.bare.map(({ p50Ms }) => p50Ms),
      goal: { atMost: 10 },
    }),
    diskAlone: compare({
      unit: 'ms that this disk takes for one page, p99 at 1,000 pages/s: the gateway waits for it',
      values: diskAlone,
      comparedTo: 'the p50 of bare aedes at 1,000 events/s',
      rivals: loads.paced.bare.map(({ p50Ms }) => p50Ms),
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
