import type { Aedes, Client } from 'aedes'

/** Whether anybody is subscribed to topics that a filter may match; `tell` hears it as well. */
export function readersOf(
  aedes: Aedes,
  mayMatch: (filter: string) => boolean,
  tell: (areThere: boolean) => void = () => {},
): () => boolean {
  const readers = new Map<Client, Set<string>>()
  aedes.on('subscribe', (subscriptions, client) => {
    const filters = subscriptions.map(({ topic }) => topic).filter(mayMatch)
    if (filters.length === 0) return
    readers.set(client, (readers.get(client) ?? new Set()).union(new Set(filters)))
    tell(true)
  })
  // Also told when a client goes, of all that it was subscribed to.
  aedes.on('unsubscribe', (topics, client) => {
    const known = readers.get(client)
    for (const topic of topics) known?.delete(topic)
    if (known?.size === 0 && readers.delete(client) && readers.size === 0) tell(false)
  })
  return () => readers.size > 0
}
