import { connectAsync, type MqttClient } from 'mqtt'
import { onTestFinished } from 'vitest'
import { openBooks } from '../../gateway/books.ts'
import { messageOf } from '../../gateway/message.ts'
import { GatewaySettings } from '../../gateway/settings.ts'
import { Sites } from '../../gateway/sites.ts'
import { startGateway } from '../../gateway/start.ts'
import { verify } from '../../gateway/verify.ts'
import type { EventLine } from '../../shared/logs.ts'
import type { Numbers } from '../../shared/numbers.ts'
import { quickFolder } from './scratch.ts'

interface Given {
  data?: string
  /** Null: they are entered over HTTP. */
  sites?: object[] | null
  tills?: unknown[]
  mqttPort?: number
  now?: () => number
}

/** Sites that hide nothing, unless they say so: most tests are about a handful of customers. */
const openly = (sites: object[]) => sites.map(site => ({ privacy: { minimum: 0 }, ...site }))

/** A gateway on free loopback ports, closed when the test is over. */
export async function aGateway(given: Given = {}) {
  const { data = quickFolder(), sites = [{ id: 'hall' }], tills = [] } = given
  const { mqttPort = 0, now = Date.now } = given
  const settings = GatewaySettings.parse({
    data,
    mqtt: { port: mqttPort, anonymous: true },
    http: { port: 0, anonymous: true },
    ...(sites && { sites: openly(sites) }),
    tills,
  })
  const said: string[] = []
  const gateway = await startGateway(settings, text => said.push(text), now)
  let open = true
  const close = async () => {
    if (open) await gateway.close()
    open = false
  }
  onTestFinished(close)
  const http = `http://127.0.0.1:${gateway.listening.http}`
  async function send(method: string, path: string, body: object): Promise<void> {
    const answer = await fetch(`${http}${path}`, { method, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  }
  return {
    close,
    receive: gateway.receive,
    said,
    http,
    mqtt: `mqtt://127.0.0.1:${gateway.listening.mqtt}`,
    async get<Answer>(path: string): Promise<Answer> {
      return (await (await fetch(`${http}${path}`)).json()) as Answer
    },
    put: (path: string, body: object) => send('PUT', path, body),
    post: (path: string, body: object) => send('POST', path, body),
    async indices(query = ''): Promise<Numbers[]> {
      const response = await fetch(`${http}/api/indices${query}`)
      return ((await response.json()) as { indices: Numbers[] }).indices
    },
  }
}

/** An MQTT client that ends with the test. */
export async function aClient(address: string, clientId: string): Promise<MqttClient> {
  const client = await connectAsync(address, { clientId, reconnectPeriod: 0 })
  client.on('error', () => {})
  onTestFinished(() => void client.end(true))
  return client
}

/** Opens books without a network around them, closed when the test is over. */
export function someBooks({ data = quickFolder(), sites, now = Date.now }: Given = {}) {
  const { sites: checked } = GatewaySettings.parse(sites ? { sites: openly(sites) } : {})
  const books = openBooks({ data, sites: checked }, () => {}, now)
  let open = true
  const close = () => {
    if (open) books.close()
    open = false
  }
  onTestFinished(close)
  return {
    ...books,
    data,
    close,
    receive: (told: EventLine[]) => receiveAll(books, told),
    /** Enters settings as somebody at the console would. */
    enter(sites: object[], since: number | null = null) {
      const basedOn = books.settings.versions().length
      return books.settings.enter({
        sites: Sites.parse(openly(sites)),
        since,
        basedOn,
        by: 'anyone',
      })
    },
    /** What the event log means, and whether that is what is stored. */
    verified() {
      books.settle()
      return verify(data)
    },
  }
}

/** Gives events to books, as the broker would, all at once. */
async function receiveAll(books: ReturnType<typeof openBooks>, told: EventLine[]) {
  await Promise.all(told.map(one => books.ingest.receive(messageOf(one))))
}
