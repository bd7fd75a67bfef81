import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A port before the broker that stays the same, and that can be closed and opened again. */
export interface Gate {
  mqtt: string
  shut(): Promise<void>
  open(): Promise<void>
}

/** `broker` is asked at each connection: a gateway that starts again has another one. */
export async function openGate(broker: () => string): Promise<Gate> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer(outer => {
    const inner = connect(Number(new URL(broker()).port), '127.0.0.1')
    keep(outer)
    keep(inner)
    outer.on('close', () => inner.destroy())
    inner.on('close', () => outer.destroy())
    outer.pipe(inner).pipe(outer)
  })

  async function listen(port: number) {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }

  async function shut() {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }

  await listen(0)
  const { port } = server.address() as AddressInfo
  return { mqtt: `mqtt://127.0.0.1:${port}`, shut, open: () => listen(port) }
}
