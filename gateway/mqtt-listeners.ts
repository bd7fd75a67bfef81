import { createServer as createPlainServer, type Server, type Socket } from 'node:net'
import { createServer as createEncryptedServer } from 'node:tls'
import { guardConnection } from './connection-limits.ts'
import type { Place } from './listener-settings.ts'
import { listen } from './listening.ts'
import type { Patience } from './patience.ts'
import type { Identities } from './tls/identity.ts'
import { keepRenewed } from './tls/renewal.ts'
import { openWaitingRoom } from './waiting-room.ts'

export interface MqttSettings {
  mqtt: Place & { anonymous: boolean }
  mqtts: Place | null
  identities: Identities | null
  patience: Patience
}

/** How a client came. */
export interface Line {
  anonymous: boolean
  address: string
  /** To be called when it is known who it is. */
  letIn(): void
}

const mostConnections = 12_000
const mostWaiting = {
  perAddress: 100,
  inAll: 2000,
  arrivals: { atOnce: 200, perSecond: 50 },
}
const probeMs = 60_000

/** Listens for MQTT, plainly and over TLS; connections are held back until somebody is let in. */
export async function listenForMqtt(
  { mqtt, mqtts, identities, patience }: MqttSettings,
  take: (socket: Socket, line: Line) => void,
): Promise<{ mqtt: number; mqtts: number | null; close(): Promise<void> }> {
  const waitingRoom = openWaitingRoom(mostWaiting, patience.helloMs)
  const servers: Server[] = []

  function serve(server: Server, isHeldBack: boolean): Server {
    server.maxConnections = mostConnections
    // Before anything is spent on it.
    const receive = (socket: Socket) => waitingRoom.enter(socket, performance.now())
    if (isHeldBack) server.prependListener('connection', receive)
    servers.push(server)
    return server
  }

  const taking = (anonymous: boolean) => (socket: Socket) => {
    if (socket.destroyed) return
    socket.setNoDelay(true)
    // Who asked for a long keep-alive, or for none, may be gone without a word.
    socket.setKeepAlive(true, probeMs)
    const allowMore = guardConnection(socket)
    const letIn = () => {
      allowMore()
      waitingRoom.leave(socket)
    }
    take(socket, { anonymous, address: socket.remoteAddress ?? '', letIn })
  }

  async function close() {
    const closed = servers.map(server => new Promise(resolve => server.close(resolve)))
    waitingRoom.close()
    await Promise.all(closed)
  }

  async function listenEncrypted(): Promise<number | null> {
    if (!mqtts || !identities) return null
    const server = createEncryptedServer(taking(false))
    server.on('tlsClientError', (_cause, socket) => socket.destroy())
    keepRenewed(server, identities)
    return listen(serve(server, true), 'mqtts', mqtts)
  }

  try {
    const server = createPlainServer(taking(mqtt.anonymous))
    const port = await listen(serve(server, !mqtt.anonymous), 'mqtt', mqtt)
    return { mqtt: port, mqtts: await listenEncrypted(), close }
  } catch (failure) {
    await close()
    throw failure
  }
}
