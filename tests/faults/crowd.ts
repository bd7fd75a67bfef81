import { connectAsync } from 'mqtt'
import type { DeviceEvent } from '../../shared/events.ts'
import { topics } from '../../shared/topics.ts'
import { aBoot } from '../support/events.ts'
import { nameOf } from './audit.ts'

const inFlight = 20
const size = 4

/** Some devices that press as fast as the gateway takes it. */
export interface Crowd {
  /** Names of the events that were acknowledged so far. */
  acknowledged: Set<string>
  /**
   * Tells, from the oldest unacknowledged on, until every connection has ended, or until about so
   * many more are acknowledged; it stays connected then.
   */
  tell(mqtt: string, most?: number): Promise<void>
  /**
   * Acts when so many more are acknowledged, at once: whoever acknowledges before the commit must
   * not find the time for it.
   */
  after(more: number, act: () => Promise<void>): Promise<void>
}

export function aCrowd(): Crowd {
  const acknowledged = new Set<string>()
  let due = Number.POSITIVE_INFINITY
  let act = () => {}
  function acknowledge(name: string) {
    acknowledged.add(name)
    if (acknowledged.size < due) return
    due = Number.POSITIVE_INFINITY
    act()
  }
  const tellers = Array.from({ length: size }, (_, n) => aTeller(`counter-${n + 1}`, acknowledge))
  return {
    acknowledged,
    async tell(mqtt, most = Number.POSITIVE_INFINITY) {
      const enough = acknowledged.size + most
      const isEnough = () => acknowledged.size >= enough
      await Promise.all(tellers.map(teller => teller.tell(mqtt, isEnough)))
    },
    after(more, asked) {
      due = acknowledged.size + Math.max(1, more)
      return new Promise((resolve, reject) => {
        act = () => void asked().then(resolve, reject)
      })
    },
  }
}

export function aTeller(device: string, acknowledge: (name: string) => void) {
  const event = aBoot(device)
  const begun = performance.now()
  // The clock of every second device was never set: its events count by when they arrive.
  const synced = Number(device.at(-1)) % 2 === 1
  /** Told on a connection that ended before they were acknowledged; to be told again. */
  const untold: DeviceEvent[] = []

  function nextPress(): DeviceEvent {
    const press = event(0, { kind: 'pressed' })
    if (synced) return { ...press, at: press.at + press.seq * 700 }
    return { ...press, up: Math.floor(performance.now() - begun), synced }
  }

  return {
    async tell(mqtt: string, isEnough = () => false): Promise<void> {
      const options = { clientId: device, reconnectPeriod: 0 }
      // A gateway that is gone before all have connected ends this as any other loss does.
      const client = await connectAsync(mqtt, options, false).catch(() => null)
      if (!client) return
      client.on('error', () => {})
      const onTheirWay = new Set<DeviceEvent>()
      let isOver = false
      const lane = async () => {
        while (!isOver && !isEnough()) {
          const told = untold.shift() ?? nextPress()
          onTheirWay.add(told)
          await client.publishAsync(topics.event('hall', device), JSON.stringify(told), { qos: 1 })
          onTheirWay.delete(told)
          acknowledge(nameOf(device, told))
        }
      }
      const lanes = Promise.allSettled(Array.from({ length: inFlight }, lane))
      await new Promise<void>(resolve => client.once('close', () => resolve()))
      isOver = true
      client.end(true)
      await lanes
      untold.unshift(...onTheirWay)
    },
  }
}
