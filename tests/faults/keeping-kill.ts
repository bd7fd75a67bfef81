import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { verify } from '../../gateway/verify.ts'
import { topics } from '../../shared/topics.ts'
import { runToEnd } from '../support/child.ts'
import { aBoot, monday } from '../support/events.ts'
import { aGatewayProcess, type GatewayProcess } from '../support/gateway-process.ts'
import { until } from '../support/until.ts'
import { audit, namesIn } from './audit.ts'
import { aCrowd } from './crowd.ts'
import type { Outcome } from './outcome.ts'

const mostEventsInALife = 4000
const visitsInALife = 200
const stayMs = 60_000
const dayMs = 24 * 3_600_000
/** Visits are old enough to be removed, and what the crowd tells is not. */
const visitsBegin = monday - 60 * dayMs
const quarterMs = 15 * 60_000

/**
 * kill -9 of the gateway under load, while it removes old presence, counts the past again by other
 * settings, is verified, and is copied every fourth time.
 */
export async function killWhileKeeping(folder: string, kills: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  const { sites: _, ...settings } = JSON.parse(readFileSync(gateway.config, 'utf8'))
  const presenceDays = Math.ceil((Date.now() - monday) / dayMs) + 1
  writeFileSync(gateway.config, JSON.stringify({ ...settings, keep: { presenceDays } }))
  const crowd = aCrowd()
  const tellVisits = aDoor('counter-5')
  const problems: string[] = []
  for (let life = 0; life < kills; life += 1) {
    await gateway.start()
    let isKilled = false
    const killed = crowd.after(Math.random() * mostEventsInALife, () => {
      isKilled = true
      return gateway.kill()
    })
    const keeping = [tellVisits(gateway), changeSettings(gateway), verifyBeside(gateway)]
    if (life % 4 === 3) keeping.push(copy(gateway, crowd.acknowledged, join(folder, `${life}`)))
    const kept = keeping.map(work =>
      work.then(
        found => problems.push(...found),
        failure => isKilled || problems.push(String(failure)),
      ),
    )
    await Promise.all([crowd.tell(gateway.mqtt()), killed, ...kept])
  }
  await gateway.start()
  await until('all is counted by the newest settings', async () => (await known(gateway)).counted)
  const outcome = await audit(gateway, crowd.acknowledged)
  return { faults: kills, ...outcome, problems: [...problems, ...outcome.problems] }
}

/** Tells of visits of long ago, some in each life; they are removed when the next one begins. */
function aDoor(device: string) {
  const event = aBoot(device)
  let visit = 0
  return async (gateway: GatewayProcess): Promise<string[]> => {
    const client = await connectAsync(gateway.mqtt(), { clientId: device, reconnectPeriod: 0 })
    client.on('error', () => {})
    const lost = new Promise<never>((_, reject) => client.once('close', () => reject('lost')))
    const tell = (after: number, told: Parameters<typeof event>[1]) => {
      const json = JSON.stringify({ ...event(after, told), at: visitsBegin + after })
      return client.publishAsync(topics.event('hall', device), json, { qos: 1 })
    }
    for (const end = visit + visitsInALife; visit < end; ) {
      const from = visit * 2 * stayMs
      visit += 1
      const arrived = tell(from, { kind: 'arrived', visit })
      const left = tell(from + stayMs, { kind: 'left', visit, stayMs })
      await Promise.race([Promise.all([arrived, left]), lost])
    }
    client.removeAllListeners('close')
    await client.endAsync()
    return []
  }
}

/** Changes thresholds from some moment on, again and again. */
async function changeSettings(gateway: GatewayProcess): Promise<string[]> {
  for (;;) {
    const basedOn = (await known(gateway)).versions.at(-1)?.version ?? 0
    const since = new Date(monday + Math.floor(Math.random() * 20) * quarterMs).toISOString()
    const answer = await fetch(`${gateway.http()}/api/settings/sites`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sites: someSites(), basedOn, ...(basedOn > 0 && { since }) }),
    })
    const text = await answer.text()
    if (answer.status !== 200) return [`settings: ${answer.status} ${text}`]
  }
}

interface KnownSettings {
  counted: boolean
  versions: { version: number }[]
}

const known = async ({ http }: GatewayProcess) =>
  (await (await fetch(`${http()}/api/settings`)).json()) as KnownSettings

const oneOf = (one: number, other: number) => (Math.random() < 0.5 ? one : other)

/** By some of them a press that comes soon after another is one more answer, by others a burst. */
function someSites() {
  const touchpoints = [1, 2, 3, 4, 5].map(n => ({
    id: `counter-${n}`,
    devices: [`counter-${n}`],
    counting: { holdOffMs: oneOf(500, 2000), mashingMs: oneOf(1000, 8000) },
  }))
  return [{ id: 'hall', privacy: { minimum: 0 }, touchpoints }]
}

/** While it is counted again, that is all that is wrong; in the end nothing is. */
const faultsIn = (data: string) =>
  verify(data).faults.filter(fault => !fault.includes(' was counted by other settings; '))

async function verifyBeside({ data }: GatewayProcess): Promise<string[]> {
  return faultsIn(data)
}

/** A copy holds all that was acknowledged before. */
async function copy(
  { config }: GatewayProcess,
  acknowledged: ReadonlySet<string>,
  folder: string,
): Promise<string[]> {
  mkdirSync(folder)
  const before = new Set(acknowledged)
  const file = join(folder, 'gateway.sqlite')
  await runToEnd('gateway/main.ts', 'backup', '--config', config, file)
  const missing = before.difference(await namesIn(folder)).size
  return [
    ...faultsIn(folder),
    ...(missing > 0 ? [`expected all in a copy, found ${missing} missing`] : []),
  ]
}
