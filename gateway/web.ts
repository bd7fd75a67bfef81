import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createEncryptedServer } from 'node:https'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Arrival } from './access/arrival.ts'
import type { Door } from './access/door.ts'
import { buildApp } from './app.ts'
import type { Place } from './listener-settings.ts'
import { listen } from './listening.ts'
import { openLocalSocket } from './local-socket.ts'
import type { Patience } from './patience.ts'
import type { Source } from './routes/route.ts'
import type { Identities } from './tls/identity.ts'
import { keepRenewed } from './tls/renewal.ts'
import { openWaitingRoom } from './waiting-room.ts'

export interface Web {
  http: number
  https: number | null
  close(): Promise<void>
}

const mostConnections = 2000
/** Many a program connects anew for each request. */
const mostWaiting = {
  perAddress: 100,
  inAll: 1000,
  arrivals: { atOnce: 1000, perSecond: 200 },
}
/** A reader of events that takes none of them for so long is gone. */
const idleMs = 120_000

/** Listens for HTTP: plainly, over TLS, and for the command line of this machine. */
export async function startWeb(
  settings: {
    data: string
    http: Place & { anonymous: boolean }
    https: Place | null
    identities: Identities | null
    patience: Patience
  },
  source: Source,
  door: Door,
  say: (text: string) => void,
): Promise<Web> {
  const app = buildApp(source, door, say)
  const servers: Server[] = []
  const { helloMs, requestMs } = settings.patience
  const waitingRoom = openWaitingRoom(mostWaiting, helloMs)
  /** A request that takes longer to say what it wants is none. */
  const limits = {
    headersTimeout: helloMs,
    requestTimeout: requestMs,
    keepAliveTimeout: helloMs,
    connectionsCheckingInterval: helloMs / 2,
    maxHeaderSize: 16_384,
  }

  const answering = (way: Arrival['way']): RequestListener =>
    getRequestListener((request, env) => {
      const { socket } = env.incoming
      waitingRoom.leave(socket)
      const address = socket.remoteAddress ?? way
      return app.fetch(request, { ...env, arrival: { way, address } })
    })

  function serve<Kind extends Server>(server: Kind, isHeldBack = false): Kind {
    server.maxConnections = mostConnections
    // Before anything is spent on it.
    const receive = (socket: Socket) => waitingRoom.enter(socket, performance.now())
    if (isHeldBack) server.prependListener('connection', receive)
    server.setTimeout(idleMs)
    servers.push(server)
    return server
  }

  async function close() {
    const closed = servers.map(server => new Promise(resolve => server.close(resolve)))
    waitingRoom.close()
    for (const server of servers) server.closeAllConnections()
    await Promise.all(closed)
  }

  async function listenEncrypted(): Promise<number | null> {
    const { https, identities } = settings
    if (!https || !identities) return null
    const server = createEncryptedServer(limits, answering('https'))
    keepRenewed(server, identities)
    return listen(serve(server, true), 'https', https)
  }

  try {
    const plain = serve(createServer(limits, answering('http')), !settings.http.anonymous)
    const http = await listen(plain, 'http', settings.http)
    const https = await listenEncrypted()
    const local = serve(createServer(limits, answering('command line')))
    await openLocalSocket(local, settings.data, say)
    return { http, https, close }
  } catch (failure) {
    await close()
    throw failure
  }
}
