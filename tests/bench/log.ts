import { setTimeout as delay } from 'node:timers/promises'
import { openScratchFolder } from '../../simulator/scratch-folder.ts'
import { firstLine, start } from '../support/child.ts'
import { aGatewayProcess, type GatewayProcess } from '../support/gateway-process.ts'
import { compare, type Figure, short } from './figure.ts'
import { askIndices } from './questions.ts'
import { load, residentMb } from './rivals.ts'

const starts = 3
const rounds = 3
const settleMs = 3000
const longestStartMs = 2000

interface Measured {
  residentMb: number[]
  rates: number[]
  p50Ms: number[]
  startsMs: number[]
}

/** What grows with the event log, and what must not: logs of many sizes, against an empty one. */
export async function benchLog(sizes: number[]) {
  const empty = await withGateway(measure)
  const figures: Record<string, object> = {}
  for (const size of sizes) {
    console.error(`log of ${size} events`)
    figures[`${size} events`] = await withGateway(async gateway => {
      const filler = start(['tests/bench/fill-log.ts', gateway.config, String(size)])
      const log = await firstLine<{ rate: number; start: number; end: number }>(filler)
      const rebuilt = await rebuild(gateway.config)
      const measured = await measure(gateway)
      await gateway.start()
      const asked = await askIndices(gateway, log)
      await gateway.stop()
      return { filledPerSecond: short(log.rate), ...against(empty, measured), ...asked, rebuilt }
    })
  }
  return figures
}

async function withGateway<Result>(work: (gateway: GatewayProcess) => Promise<Result>) {
  const folder = openScratchFolder()
  try {
    return await work(aGatewayProcess(folder.path))
  } finally {
    folder.close()
  }
}

async function measure(gateway: GatewayProcess): Promise<Measured> {
  const measured: Measured = { residentMb: [], rates: [], p50Ms: [], startsMs: gateway.restartsMs }
  for (let started = 0; started < starts; started += 1) {
    await gateway.start()
    await delay(settleMs)
    measured.residentMb.push(residentMb(gateway.pid()))
    if (started < starts - 1) await gateway.stop()
  }
  const port = Number(new URL(gateway.mqtt()).port)
  for (let round = 0; round < rounds; round += 1) {
    const one = await load(port, { connections: 1, inFlight: 1, seconds: 2 })
    measured.p50Ms.push(one.p50Ms)
    const many = await load(port, { connections: 50, inFlight: 20, seconds: 3 })
    measured.rates.push(many.rate)
  }
  await gateway.stop()
  return measured
}

function against(empty: Measured, log: Measured): Record<string, Figure> {
  const comparedTo = 'an empty log in the same run'
  return {
    startUp: compare({
      unit: 'ms from the start of the process to its first answer',
      values: log.startsMs,
      comparedTo: 'two seconds',
      rivals: [longestStartMs],
      goal: { atMost: 1 },
    }),
    memory: compare({
      unit: 'MB resident, a few seconds after the start',
      values: log.residentMb,
      comparedTo,
      rivals: empty.residentMb,
      goal: { atMost: 1.3 },
    }),
    liveEvent: compare({
      unit: 'ms from publish to acknowledgement, p50, 1 connection with 1 in flight',
      values: log.p50Ms,
      comparedTo,
      rivals: empty.p50Ms,
      goal: { atMost: 1.25 },
    }),
    rate: compare({
      unit: 'acknowledged events/s, 50 connections with 20 in flight',
      values: log.rates,
      comparedTo,
      rivals: empty.rates,
      goal: { atLeast: 0.8 },
    }),
  }
}

async function rebuild(config: string): Promise<Figure> {
  const reader = start(['tests/bench/read-log.ts', config])
  const { rebuilt, read } = await firstLine<{ rebuilt: number; read: number }>(reader)
  return compare({
    unit: 'events/s counted anew',
    values: [rebuilt],
    comparedTo: 'rows of the event log that SQLite reads into JavaScript a second',
    rivals: [read],
    goal: { atLeast: 0.25 },
  })
}
