import type { Aedes, PublishPacket } from 'aedes'
import { readersOf } from './readers.ts'

/**
 * Events are for the books, which have them before this; to look for other readers of each costs
 * a tenth of everything. So aedes routes them only while somebody is subscribed to them; gives
 * whether somebody is.
 */
export function skipUnheardEvents(aedes: Aedes): () => boolean {
  const areHeard = readersOf(aedes, filter => /[#+]|\/event$/.test(filter))
  const route = aedes.publish.bind(aedes) as (...publication: unknown[]) => void
  aedes.publish = (packet: PublishPacket, ...more: unknown[]) => {
    const done = more.at(-1)
    if (!areHeard() && packet.topic.endsWith('/event') && typeof done === 'function') done()
    else route(packet, ...more)
  }
  return areHeard
}
