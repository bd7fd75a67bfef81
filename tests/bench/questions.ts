import { join } from 'node:path'
import { quarterOf } from '../../gateway/counting/quarter.ts'
import { firstLine, start, stop } from '../support/child.ts'
import type { GatewayProcess } from '../support/gateway-process.ts'
import { compare, median } from './figure.ts'

const rounds = 5
const asksInARound = 40
const dayMs = 24 * 3_600_000

/** How long it takes to hear of one touchpoint's day and month, both sides asked over HTTP. */
export async function askIndices(gateway: GatewayProcess, log: { start: number; end: number }) {
  const rows = start(['tests/bench/row-server.ts', join(gateway.data, 'gateway.sqlite')])
  const { listening } = await firstLine<{ listening: { http: number } }>(rows)
  const rowServer = `http://127.0.0.1:${listening.http}`
  const ask = async (days: number) => {
    const to = log.end
    const from = Math.max(log.start, to - days * dayMs)
    const indices = `${gateway.http()}/api/indices?touchpoint=desk-1&from=${from}&to=${to}`
    const lookup = `${rowServer}/?device=desk-1&from=${quarterOf(from)}&to=${quarterOf(to) + 1}`
    const found = (await (await fetch(lookup)).json()) as { rows: number }
    const took = { values: [] as number[], rivals: [] as number[] }
    for (let round = 0; round < rounds; round += 1) {
      took.values.push(await medianMs(indices))
      took.rivals.push(await medianMs(lookup))
    }
    return compare({
      unit: `ms of /api/indices over ${found.rows} quarter-hours, over HTTP`,
      ...took,
      comparedTo: 'as many rows of tallies by their primary key from a bare node:http server',
      goal: { atMost: 3 },
    })
  }
  const asked = { day: await ask(1), month: await ask(30) }
  await stop(rows)
  return asked
}

async function medianMs(address: string): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < asksInARound; n += 1) {
    const begun = performance.now()
    await (await fetch(address)).text()
    took.push(performance.now() - begun)
  }
  return median(took)
}
