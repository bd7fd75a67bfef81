import { spawnSync } from 'node:child_process'
import { aGatewayProcess, type GatewayProcess } from '../support/gateway-process.ts'
import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import { aCrowd } from './crowd.ts'
import type { Outcome } from './outcome.ts'

export const canLimitFiles = spawnSync('prlimit', ['--version']).status === 0

/** The write-ahead log is filled from its beginning again and again: it soon comes to this place. */
const mostRoom = 500_000

/** The disk is full in the middle of a commit, and has room again; by turns after a kill -9. */
export async function fillDisk(folder: string, times: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  const crowd = aCrowd()
  await gateway.start()
  const problems: string[] = []
  for (let filled = 0; filled < times; filled += 1) {
    const told = crowd.tell(gateway.mqtt())
    const before = crowd.acknowledged.size
    await until('events are acknowledged', () => crowd.acknowledged.size > before)
    limitFiles(gateway.pid(), Math.round(Math.random() * mostRoom))
    let isRefused = false
    void told.then(() => {
      isRefused = true
    })
    await until('the gateway closes the connections of those who tell', () => isRefused)
    const status = await healthOf(gateway)
    if (status !== 503) problems.push(`expected status 503 on a full disk, found ${status}`)
    // What is small might fit into the room that is left.
    limitFiles(gateway.pid(), 0)
    const sold = await sell(gateway, filled)
    if (sold !== 503) problems.push(`expected status 503 for a sale on a full disk, found ${sold}`)
    if (filled % 2 === 1) {
      await gateway.kill()
      await gateway.start()
    } else {
      limitFiles(gateway.pid(), 'unlimited')
    }
  }
  const told = crowd.tell(gateway.mqtt())
  const before = crowd.acknowledged.size
  await until('events are stored again', () => crowd.acknowledged.size > before)
  const status = await healthOf(gateway)
  if (status !== 200) problems.push(`expected status 200 with room again, found ${status}`)
  const sold = await sell(gateway, 0)
  if (sold !== 200) problems.push(`expected a sale to be taken with room again, found ${sold}`)
  await gateway.kill()
  await told
  await gateway.start()
  const audited = await audit(gateway, crowd.acknowledged)
  return { faults: times, ...audited, problems: [...problems, ...audited.problems] }
}

const healthOf = async (gateway: GatewayProcess) =>
  (await fetch(`${gateway.http()}/healthz`)).status

async function sell(gateway: GatewayProcess, id: number): Promise<number> {
  const sale = { touchpoint: 'counter-1', source: 'till-1', id: String(id), at: Date.now() }
  const asked = { method: 'POST', body: JSON.stringify(sale) }
  return (await fetch(`${gateway.http()}/api/served`, asked)).status
}

function limitFiles(pid: number, bytes: number | 'unlimited') {
  const { status, stderr } = spawnSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:`])
  if (status !== 0) throw new Error(`could not limit the files of ${pid}: ${stderr}`)
}
