import type { Outbox } from './outbox.ts'

/** Brings what waits to the gateway, for ever. */
export interface Sender {
  /** Something was put into the outbox; resolves to whether all of it was delivered just now. */
  send(): Promise<boolean>
}

const mostAtOnce = 100
const retryMs = 5000

/** `deliver` resolves when the gateway has stored the events, and rejects when it has not. */
export function startSender(outbox: Outbox, deliver: (events: string[]) => Promise<void>): Sender {
  let sending: Promise<boolean> | undefined
  let isMore = false

  async function sendAll(): Promise<boolean> {
    try {
      for (;;) {
        isMore = false
        const { events, forget } = await outbox.oldest(mostAtOnce)
        if (events.length === 0 && !isMore) return true
        if (events.length > 0) await deliver(events)
        await forget()
      }
    } catch {
      // Whatever is in the way, the events wait; the next attempt says whether it is gone.
      return false
    }
  }

  function send(): Promise<boolean> {
    isMore = true
    sending ??= sendAll().finally(() => {
      sending = undefined
    })
    return sending
  }

  setInterval(send, retryMs)
  addEventListener('online', send)
  return { send }
}
