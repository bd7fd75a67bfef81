import { randomBytes } from 'node:crypto'
import { messageOf } from '../gateway/message.ts'
import { GatewaySettings } from '../gateway/settings.ts'
import { startGateway } from '../gateway/start.ts'
import { simulateHistory } from './history.ts'
import { startLiveRemote } from './live-remote.ts'
import type { ProfileName } from './profiles.ts'
import { openScratchFolder } from './scratch-folder.ts'

const site = 'main-street'
const dayMs = 24 * 3_600_000
const hourMs = 3_600_000

interface Counter {
  device: string
  name: string
  profile: ProfileName
  metric: 'csat' | 'nps'
}

const counters: Counter[] = [
  { device: 'bakery', name: 'Bakery', profile: 'bakery', metric: 'nps' },
  { device: 'post-office', name: 'Post office', profile: 'post', metric: 'csat' },
  { device: 'help-desk', name: 'Help desk', profile: 'help-desk', metric: 'csat' },
]

/** Under this name one signs in. */
const name = 'demo'

export interface Demo {
  console: string
  /** Who may sign in at the console. */
  name: string
  password: string
  mqtt: string
  close(): Promise<void>
}

/** Starts a gateway, a week of history and three simulated counters, in a throw-away folder. */
export async function startDemo(
  ports: { http: number; mqtt: number },
  say: (text: string) => void,
): Promise<Demo> {
  const scratch = openScratchFolder()
  const settings = GatewaySettings.parse({
    data: scratch.path,
    mqtt: { port: ports.mqtt, anonymous: true },
    http: { port: ports.http },
    https: null,
    sites: [
      {
        id: site,
        name: 'Main street',
        touchpoints: counters.map(({ device, name, metric }) => ({
          id: device,
          name,
          devices: [device],
          question: { text: 'How was it?', metric, ratings: [1, 2, 3, 4, 5] },
        })),
      },
    ],
  })
  const gateway = await startGateway(settings, say).catch(failure => {
    scratch.close()
    throw failure
  })
  const address = `http://127.0.0.1:${gateway.listening.http}/`
  const password = await setFirstPassword(address, gateway.firstKey)
  say('counting a week of history …')
  await tellHistory(gateway, Date.now())
  const mqtt = `mqtt://127.0.0.1:${gateway.listening.mqtt}`
  const remotes = counters.map(({ device, profile }, index) =>
    startLiveRemote({ site, device, gateway: mqtt, profile, seed: 100 + index }, scratch.path),
  )
  return {
    console: address,
    name,
    password,
    mqtt,
    async close() {
      await Promise.all(remotes.map(remote => remote.close()))
      await gateway.close()
      scratch.close()
    },
  }
}

/** Follows the link that a gateway prints when it starts for the first time. */
async function setFirstPassword(address: string, key: string | null): Promise<string> {
  const password = randomBytes(6).toString('hex')
  const answer = await fetch(`${address}api/password/first`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, name, password }),
  })
  if (!answer.ok) throw new Error(`could not set a password: ${await answer.text()}`)
  return password
}

/** Seven days of nine hours, and today up to now. */
async function tellHistory(gateway: Awaited<ReturnType<typeof startGateway>>, now: number) {
  for (const [index, { device, profile }] of counters.entries()) {
    for (const [day, span] of spansUntil(now).entries()) {
      const seed = 1 + 10 * index + day
      const told = [...simulateHistory({ site, device, profile, seed }, span)]
      await Promise.all(told.map(event => gateway.receive(messageOf(event))))
    }
  }
}

function spansUntil(now: number): { from: number; to: number }[] {
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  const days = [7, 6, 5, 4, 3, 2, 1].map(ago => {
    const from = midnight - ago * dayMs + 9 * hourMs
    return { from, to: from + 9 * hourMs }
  })
  // Started at night, the demo shows a counter that works at night.
  const opened = Math.max(midnight, now - 4 * hourMs)
  return [...days, { from: opened, to: now }]
}
