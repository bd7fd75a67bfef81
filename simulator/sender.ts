import type { Queue, WaitingEvent } from '../firmware/outbox.ts'
import { startUplink, type Uplink } from '../firmware/uplink.ts'
import type { EventLine } from '../shared/logs.ts'

/** Tells recorded events to a gateway, each device on a connection of its own. */
export interface Sender {
  send(told: EventLine): Promise<void>
  /** Resolves when the gateway has acknowledged everything. */
  delivered(): Promise<void>
  close(): Promise<void>
}

/** Reading waits when this many events of a device have not been acknowledged. */
const mostWaiting = 1000

export function openSender(gateway: string, say: (text: string) => void): Sender {
  const devices = new Map<string, { queue: RecordedQueue; uplink: Uplink }>()

  function open({ site, device, event }: EventLine) {
    const queue = new RecordedQueue()
    const to = { gateway, site, device, boot: event.boot }
    const opened = { queue, uplink: startUplink(to, queue, text => say(`${device}: ${text}`)) }
    devices.set(`${site}/${device}`, opened)
    return opened
  }

  return {
    async send(told) {
      const { queue } = devices.get(`${told.site}/${told.device}`) ?? open(told)
      queue.tell(JSON.stringify(told.event))
      if (queue.waiting() >= mostWaiting) await queue.roomy()
    },
    async delivered() {
      await Promise.all([...devices.values()].map(({ uplink }) => uplink.delivered()))
    },
    async close() {
      await Promise.all([...devices.values()].map(({ uplink }) => uplink.close()))
    },
  }
}

/** A queue in memory: what is recorded can be read again, so nothing is lost with it. */
class RecordedQueue implements Queue {
  #events: WaitingEvent[] = []
  #position = 0
  #listen = () => {}
  #hasRoom = () => {}

  tell(json: string): void {
    this.#position += 1
    this.#events.push({ position: this.#position, json })
    this.#listen()
  }

  /** Resolves when half of what waits has been acknowledged. */
  roomy(): Promise<void> {
    return new Promise(resolve => {
      this.#hasRoom = resolve
    })
  }

  after(position: number, limit: number): WaitingEvent[] {
    const first = this.#events[0]?.position ?? 0
    const start = Math.max(0, position + 1 - first)
    return this.#events.slice(start, start + limit)
  }

  acknowledge(position: number): void {
    const first = this.#events[0]?.position ?? 0
    this.#events.splice(0, Math.max(0, position + 1 - first))
    if (this.#events.length < mostWaiting / 2) this.#hasRoom()
  }

  waiting(): number {
    return this.#events.length
  }

  onTold(listen: () => void): void {
    this.#listen = listen
  }
}
