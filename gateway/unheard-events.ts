import type { Aedes, Client, PublishPacket } from 'aedes'

/**
 * Events are for the books, which have them before this; to look for other readers of each costs
 * a tenth of everything. So aedes routes them only while somebody is subscribed to them; gives
 * whether somebody is.
 */
export function skipUnheardEvents(aedes: Aedes): () => boolean {
  const readers = new Map<Client, Set<string>>()
  aedes.on('subscribe', (subscriptions, client) => {
    const filters = subscriptions.map(({ topic }) => topic).filter(mayMatchEvents)
    const known = readers.get(client) ?? new Set()
    if (filters.length > 0) readers.set(client, known.union(new Set(filters)))
  })
  // Also told when a client goes, of all that it was subscribed to.
  aedes.on('unsubscribe', (topics, client) => {
    const known = readers.get(client)
    for (const topic of topics) known?.delete(topic)
    if (known?.size === 0) readers.delete(client)
  })
  const route = aedes.publish.bind(aedes) as (...publication: unknown[]) => void
  aedes.publish = (packet: PublishPacket, ...more: unknown[]) => {
    const done = more.at(-1)
    if (readers.size === 0 && packet.topic.endsWith('/event') && typeof done === 'function') done()
    else route(packet, ...more)
  }
  return () => readers.size > 0
}

const mayMatchEvents = (filter: string) => /[#+]|\/event$/.test(filter)
