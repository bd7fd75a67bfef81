import type { Socket } from 'node:net'
import { anAllowance } from './access/allowance.ts'

/**
 * Connections of which nobody knows yet whose they are. Where an address, or all together, open
 * too many of them, the oldest goes: whoever belongs here has said so long before. Who says nothing
 * in time goes too. Who comes too often is turned away at once, which costs least.
 */
export interface WaitingRoom {
  /** `now` in ms, of any clock. */
  enter(socket: Socket, now: number): void
  /** To be called with either end of a TLS connection. */
  leave(socket: Ends): void
  /** Ends the connections of all who wait. */
  close(): void
}

type Ends = Partial<Pick<Socket, 'remoteAddress' | 'remotePort' | 'localPort'>>

/** How many connections may wait, and how many of them an address may open. */
interface Most {
  perAddress: number
  inAll: number
  arrivals: { atOnce: number; perSecond: number }
}

interface Waiting {
  socket: Socket
  deadline: NodeJS.Timeout
}

export function openWaitingRoom(most: Most, helloMs: number): WaitingRoom {
  const comers = anAllowance(most.arrivals.atOnce, most.arrivals.perSecond)
  const waiting = new Map<string, Waiting>()
  const byAddress = new Map<string, Set<string>>()
  const addressOf = (key: string) => key.slice(0, key.indexOf(' '))

  function remove(key: string) {
    clearTimeout(waiting.get(key)?.deadline)
    waiting.delete(key)
    const keys = byAddress.get(addressOf(key))
    keys?.delete(key)
    if (keys?.size === 0) byAddress.delete(addressOf(key))
  }

  function drop([oldest]: Iterable<string>) {
    if (oldest === undefined) return
    waiting.get(oldest)?.socket.destroy()
    remove(oldest)
  }

  return {
    enter(socket, now) {
      if (comers.take(socket.remoteAddress ?? '', now) > 0) {
        socket.destroy()
        return
      }
      const key = keyOf(socket)
      waiting.set(key, { socket, deadline: setTimeout(drop, helloMs, [key]) })
      const keys = byAddress.get(addressOf(key)) ?? new Set()
      byAddress.set(addressOf(key), keys.add(key))
      socket.once('close', () => waiting.get(key)?.socket === socket && remove(key))
      if (keys.size > most.perAddress) drop(keys)
      if (waiting.size > most.inAll) drop(waiting.keys())
    },
    leave: socket => remove(keyOf(socket)),
    close() {
      for (const key of waiting.keys()) drop([key])
    },
  }
}

/** The far end tells both ends of a TLS connection that they are one. */
const keyOf = ({ remoteAddress, remotePort, localPort }: Ends) =>
  `${remoteAddress} ${remotePort} ${localPort}`
