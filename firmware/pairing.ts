import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { connect, type TLSSocket } from 'node:tls'
import { z } from 'zod'
import { markOf } from '../shared/gateway-mark.ts'
import { DeviceName, Name } from '../shared/name.ts'
import { parseJson } from '../shared/parsing.ts'

/** What a gateway gives for a pairing code. */
const Paired = z.object({
  site: Name,
  device: DeviceName,
  username: z.string(),
  password: z.string(),
  ca: z.string().nullable(),
  mqtts: z.int().min(1).max(65_535),
})
export type Paired = z.infer<typeof Paired>

const Refused = z.object({ error: z.string() })
const form = /^\d{3}-\d{3}-([0-9a-z]{8})$/
const patienceMs = 10_000
const usualPort = 8443

/**
 * Exchanges a pairing code for credentials. The letters of the code are the mark of the gateway's
 * certificate, so the code is told to that gateway alone and not to who pretends to be it.
 */
export async function pair(
  gateway: { host: string; https?: number | undefined },
  code: string,
): Promise<Paired> {
  const [, mark] = form.exec(code) ?? []
  if (mark === undefined) {
    throw new Error(`expected a pairing code like 123-456-k7m2p9qx, found ${code}`)
  }
  const port = gateway.https ?? usualPort
  const socket = await connectTo(gateway.host, port)
  try {
    const certificate = socket.getPeerX509Certificate()
    if (!certificate || (await markOf(certificate.raw)) !== mark) {
      throw new Error(
        `${gateway.host}:${port} is not the gateway that gave this code; nothing was told to it`,
      )
    }
    return await exchange(socket, code)
  } finally {
    socket.destroy()
  }
}

/** Who answers is not known yet: its certificate is looked at before anything is said. */
async function connectTo(host: string, port: number): Promise<TLSSocket> {
  const signal = AbortSignal.timeout(patienceMs)
  const socket = connect({ host, port, rejectUnauthorized: false })
  try {
    await once(socket, 'secureConnect', { signal })
    return socket
  } catch (cause) {
    socket.destroy()
    const { message } = cause as Error
    throw new Error(`could not reach a gateway at ${host}:${port} over TLS: ${message}`, { cause })
  }
}

async function exchange(socket: TLSSocket, code: string): Promise<Paired> {
  const body = JSON.stringify({ code })
  const asking = request({
    method: 'POST',
    path: '/api/pairing',
    headers: { host: 'gateway', 'content-length': Buffer.byteLength(body) },
    createConnection: () => socket,
    signal: AbortSignal.timeout(patienceMs),
  })
  asking.end(body)
  const [response] = await once(asking, 'response')
  const answer = await text(response)
  const paired = parseJson(answer, Paired)
  if (paired.ok) return paired.value
  const refused = parseJson(answer, Refused)
  throw new Error(refused.ok ? `the gateway says: ${refused.value.error}` : paired.problem)
}
