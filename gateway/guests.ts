import type { Machines } from './access/machines.ts'
import { mayPublish, maySubscribe } from './access/topic-rights.ts'
import type { Credential } from './database/credentials.ts'

/** An MQTT client, as far as it matters who it is. */
export interface Guest {
  id: string
  close(): void
}

/** Who is connected to the broker, and as whom. */
export interface Guests<Client extends Guest> {
  /** Why a client is not let in, as a return code of MQTT 3.1.1; 0 lets it in. */
  admit(
    client: Client,
    credentials: { username?: string | undefined; password?: string | undefined },
    line: { anonymous: boolean; address: string },
  ): Promise<0 | 2 | 3 | 5>
  mayPublish(client: Client | null, topic: string): boolean
  maySubscribe(client: Client, filter: string): boolean
  left(client: Client): void
}

const mostFilters = 32
/** A device that lost its connection may be back before the broker knows. */
const mostConnections = 8

export function welcomeGuests<Client extends Guest>(machines: Machines): Guests<Client> {
  const known = new WeakMap<Client, Credential | 'anyone'>()
  const connected = new Map<string, Set<Client>>()
  const filters = new WeakMap<Client, Set<string>>()

  function isOneTooMany(client: Client, filter: string): boolean {
    const asked = filters.get(client) ?? new Set()
    if (asked.size >= mostFilters) return !asked.has(filter)
    filters.set(client, asked.add(filter))
    return false
  }

  machines.onRevoked(username => {
    for (const client of connected.get(username) ?? []) client.close()
  })

  return {
    async admit(client, { username, password }, { anonymous, address }) {
      if (anonymous) {
        known.set(client, 'anyone')
        return 0
      }
      if (username === undefined || password === undefined) return 5
      const credential = await machines.verify(username, password, address)
      if (!credential) return 5
      if (client.id !== username && machines.holds(client.id)) return 2
      const clients = connected.get(username) ?? new Set()
      if (clients.size >= mostConnections) return 3
      connected.set(username, clients.add(client))
      // A client ends another's connection by taking its id; in its own name it has only its own.
      client.id = `${username}:${client.id}`
      known.set(client, credential)
      return 0
    },
    mayPublish(client, topic) {
      const who = client && known.get(client)
      return who === 'anyone' || (!!who && mayPublish(who, topic))
    },
    maySubscribe(client, filter) {
      const who = known.get(client)
      if (isOneTooMany(client, filter)) return false
      return who === 'anyone' || (!!who && maySubscribe(who, filter))
    },
    left(client) {
      const who = known.get(client)
      if (!who || who === 'anyone') return
      const clients = connected.get(who.username)
      clients?.delete(client)
      if (clients?.size === 0) connected.delete(who.username)
    },
  }
}
