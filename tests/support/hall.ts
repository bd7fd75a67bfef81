import { rmSync } from 'node:fs'
import { connectAsync } from 'mqtt'
import { messageOf } from '../../gateway/message.ts'
import { GatewaySettings } from '../../gateway/settings.ts'
import { type Gateway, startGateway } from '../../gateway/start.ts'
import type { DeviceEvent } from '../../shared/events.ts'
import { topics } from '../../shared/topics.ts'
import { simulateHistory } from '../../simulator/history.ts'
import { makeQuickFolder } from './scratch.ts'

const hour = 3_600_000
const day = 24 * hour

/** A site with two touchpoints and two days of history, at which a remote presses. */
export interface Hall {
  address: string
  /** Tells events as a remote does, over MQTT. */
  tell(events: DeviceEvent[]): Promise<void>
  /** Ends the gateway, and starts it again at the same address. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function openHall(): Promise<Hall> {
  const data = makeQuickFolder()
  const settings = (http: number) =>
    GatewaySettings.parse({
      data,
      mqtt: { port: 0, anonymous: true },
      http: { port: http, anonymous: true },
      sites: [
        {
          id: 'hall',
          name: 'Main hall',
          timeZone: 'UTC',
          live: { answersAtOnce: 1 },
          privacy: { minimum: 0 },
          touchpoints: [
            { id: 'desk', name: 'Front desk', devices: ['desk'], question: { metric: 'nps' } },
            { id: 'till', name: 'Till', devices: ['till'] },
          ],
        },
      ],
    })
  let gateway: Gateway = await startGateway(settings(0))
  const port = gateway.listening.http
  await tellHistory(gateway)
  return {
    address: `http://127.0.0.1:${port}/`,
    async tell(events) {
      const client = await connectAsync(`mqtt://127.0.0.1:${gateway.listening.mqtt}`)
      for (const event of events) {
        const topic = topics.event('hall', 'desk')
        await client.publishAsync(topic, JSON.stringify(event), { qos: 1 })
      }
      await client.endAsync()
    },
    stop: () => gateway.close(),
    async start() {
      gateway = await startGateway(settings(port))
    },
    async close() {
      await gateway.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function tellHistory(gateway: Gateway) {
  const midnight = new Date().setUTCHours(0, 0, 0, 0)
  for (const ago of [2, 1]) {
    const from = midnight - ago * day + 9 * hour
    for (const device of ['desk', 'till']) {
      const counter = { site: 'hall', device, profile: 'bakery', seed: ago } as const
      const told = [...simulateHistory(counter, { from, to: from + 3 * hour })]
      await Promise.all(told.map(event => gateway.receive(messageOf(event))))
    }
  }
}
