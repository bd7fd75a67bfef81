import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstLine, start, stop } from '../support/child.ts'

interface Load {
  rate: number
  p50Ms: number
  p99Ms: number
}

const rounds = 3
const seconds = 4

/** Acknowledged and stored events a second, and how long one takes, against a bare broker. */
export async function benchIngest() {
  const folder = mkdtempSync(join(tmpdir(), 'loyalty-bench-'))
  const config = join(folder, 'gateway.json')
  const ports = { mqtt: { port: 0, anonymous: true }, http: { port: 0 } }
  writeFileSync(config, JSON.stringify({ data: join(folder, 'data'), ...ports }))
  const bare = await broker('tests/bench/bare-broker.ts')
  const gateway = await broker('gateway/main.ts', 'start', '--config', config)
  try {
    const full = { bare: [] as Load[], gateway: [] as Load[] }
    const single = { bare: [] as Load[], gateway: [] as Load[] }
    for (let round = 0; round < rounds; round += 1) {
      full.bare.push(await load(bare.port, 50, 20))
      full.gateway.push(await load(gateway.port, 50, 20))
      single.bare.push(await load(bare.port, 1, 1))
      single.gateway.push(await load(gateway.port, 1, 1))
    }
    return {
      connections50InFlight20: compare(full, 'rate'),
      connections1InFlight1: compare(single, 'p50Ms'),
    }
  } finally {
    await stop(bare.child)
    await stop(gateway.child)
    rmSync(folder, { recursive: true })
  }
}

async function broker(...args: string[]) {
  const child = start(args)
  const { listening } = await firstLine<{ listening: { mqtt: number } }>(child)
  return { child, port: listening.mqtt }
}

const load = (port: number, connections: number, inFlight: number) =>
  firstLine<Load>(
    start(['tests/bench/load.ts', ...[port, connections, inFlight, seconds].map(String)]),
  )

function compare(loads: { bare: Load[]; gateway: Load[] }, figure: keyof Load) {
  const of = (load: Load[]) => load.map(one => Number(one[figure].toPrecision(4)))
  const [bare, gateway] = [of(loads.bare), of(loads.gateway)]
  return { figure, bare, gateway, ratio: median(gateway) / median(bare) }
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
