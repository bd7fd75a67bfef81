import { setTimeout as delay } from 'node:timers/promises'
import { openScratchFolder } from '../../simulator/scratch-folder.ts'
import { firstLine, start } from '../support/child.ts'
import { aGatewayProcess, type GatewayProcess } from '../support/gateway-process.ts'
import { compare, type Figure, short } from './figure.ts'
import { askIndices } from './questions.ts'
import { load, portOf, residentMb } from './rivals.ts'

const starts = 3
const rounds = 3
const settleMs = 3000
const longestStartMs = 2000
const one = { connections: 1, inFlight: 1, seconds: 2 }
const full = { connections: 50, inFlight: 20, seconds: 3 }
const comparedTo = 'an empty log in the same run'

/** What grows with the event log, and what must not: logs of many sizes, against an empty one. */
export async function benchLog(sizes: number[]) {
  const figures: Record<string, object> = {}
  for (const size of sizes) {
    console.error(`log of ${size} events`)
    figures[`${size} events`] = await withGateway(gateway =>
      withGateway(empty => benchSize(gateway, empty, size)),
    )
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

async function benchSize(gateway: GatewayProcess, empty: GatewayProcess, size: number) {
  const filler = start(['tests/bench/fill-log.ts', gateway.config, String(size)])
  const log = await firstLine<{ rate: number; start: number; end: number }>(filler)
  const rebuilt = await rebuild(gateway.config)
  const memory = await measureMemory(gateway, empty)
  const asked = await askIndices(gateway, log)
  const live = await measureLoad(gateway, empty)
  await gateway.stop()
  await empty.stop()
  const startUp = compare({
    unit: 'ms from the start of the process to its first answer',
    values: gateway.restartsMs,
    comparedTo: 'two seconds',
    rivals: [longestStartMs],
    goal: { atMost: 1 },
  })
  return { filledPerSecond: short(log.rate), startUp, memory, ...live, ...asked, rebuilt }
}

/** Starts both a few times, and leaves them running. */
async function measureMemory(gateway: GatewayProcess, empty: GatewayProcess): Promise<Figure> {
  const resident = { values: [] as number[], rivals: [] as number[] }
  for (let started = 0; started < starts; started += 1) {
    await Promise.all([gateway.stop(), empty.stop()])
    await gateway.start()
    await empty.start()
    await delay(settleMs)
    resident.values.push(residentMb(gateway.pid()))
    resident.rivals.push(residentMb(empty.pid()))
  }
  return compare({
    unit: 'MB resident, a few seconds after the start',
    ...resident,
    comparedTo,
    goal: { atMost: 1.3 },
  })
}

async function measureLoad(gateway: GatewayProcess, empty: GatewayProcess) {
  const p50Ms = { values: [] as number[], rivals: [] as number[] }
  const rates = { values: [] as number[], rivals: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    p50Ms.values.push((await load(portOf(gateway), one)).p50Ms)
    p50Ms.rivals.push((await load(portOf(empty), one)).p50Ms)
    rates.values.push((await load(portOf(gateway), full)).rate)
    rates.rivals.push((await load(portOf(empty), full)).rate)
  }
  return {
    liveEvent: compare({
      unit: 'ms from publish to acknowledgement, p50, 1 connection with 1 in flight',
      ...p50Ms,
      comparedTo,
      goal: { atMost: 1.25 },
    }),
    rate: compare({
      unit: 'acknowledged events/s, 50 connections with 20 in flight',
      ...rates,
      comparedTo,
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
    comparedTo: 'rows of one event each that SQLite reads into JavaScript a second',
    rivals: [read],
    goal: { atLeast: 0.25 },
  })
}
