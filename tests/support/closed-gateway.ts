import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { onTestFinished } from 'vitest'
import { type Patience, usualPatience } from '../../gateway/patience.ts'
import { GatewaySettings } from '../../gateway/settings.ts'
import { startGateway } from '../../gateway/start.ts'
import { quickFolder } from './scratch.ts'

interface Given {
  data?: string
  now?: () => number
  settings?: object
  patience?: Partial<Patience>
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into what they expect
  body: any
}

export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>

/** A gateway that lets nobody in who does not belong, on free loopback ports. */
export async function aClosedGateway({
  data = quickFolder(),
  now = Date.now,
  settings,
  patience,
}: Given = {}) {
  const said: string[] = []
  const checked = GatewaySettings.parse({
    data,
    mqtt: { port: 0 },
    mqtts: { host: '127.0.0.1', port: 0 },
    http: { port: 0 },
    https: { host: '127.0.0.1', port: 0 },
    ...settings,
  })
  const waits = { ...usualPatience, ...patience }
  const gateway = await startGateway(checked, text => said.push(text), now, waits)
  let open = true
  const close = async () => {
    if (open) await gateway.close()
    open = false
  }
  onTestFinished(close)
  const http = `http://127.0.0.1:${gateway.listening.http}`
  const asking =
    (headers: Record<string, string>): Ask =>
    (method, path, body) =>
      ask(http + path, method, headers, body)
  const anyone = asking({})

  let cookie = ''
  /** Uses the link that the first start prints. */
  async function firstAdmin(name = 'Ada', password = 'a good password') {
    const key = gateway.firstKey
    const { headers } = await anyone('POST', '/api/password/first', { key, name, password })
    cookie = cookieIn(headers)
    return asking({ cookie })
  }

  async function login(name: string, password: string) {
    const { headers } = await anyone('POST', '/api/login', { name, password })
    return asking({ cookie: cookieIn(headers) })
  }

  return {
    ...gateway,
    data,
    said,
    close,
    http,
    mqtt: `mqtt://127.0.0.1:${gateway.listening.mqtt}`,
    mqtts: `mqtts://127.0.0.1:${gateway.listening.mqtts}`,
    with: asking,
    anyone,
    firstAdmin,
    /** Of the first admin. */
    adminCookie: () => cookie,
    login,
  }
}

export type ClosedGateway = Awaited<ReturnType<typeof aClosedGateway>>

async function ask(
  address: string,
  method: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  const isBodied = body !== undefined
  const response = await fetch(address, {
    method,
    headers,
    ...(isBodied && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  }
}

export const cookieIn = (headers: Headers) => (headers.get('set-cookie') ?? '').split(';')[0] ?? ''

/** An MQTT client that ends with the test; rejects when it is not let in. */
export async function aGuest(address: string, options: IClientOptions): Promise<MqttClient> {
  const client = await connectAsync(address, { reconnectPeriod: 0, ...options }, false)
  client.on('error', () => {})
  onTestFinished(() => void client.end(true))
  return client
}
