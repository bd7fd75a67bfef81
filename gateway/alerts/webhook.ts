import { createHmac } from 'node:crypto'
import type { Alerts } from '../database/alerts.ts'

const note = 'webhook'
const atOnce = 100
const firstWaitMs = 1000
const longestWaitMs = 5 * 60_000
const patienceMs = 10_000

/**
 * Posts each step of an alert to an address, in order, until it is taken with a status of 200 to
 * 299. A step may come twice when the gateway ends between that and noting it; its `step` is the
 * same then.
 */
export function startWebhook(
  alerts: Alerts,
  { url, secret }: { url: string; secret: string },
  say: (text: string) => void,
) {
  const stop = new AbortController()
  let waitMs = firstWaitMs
  let timer: NodeJS.Timeout | undefined
  let isBusy = false
  let isWanted = false
  // What happened before anybody asked for it is old news.
  if (alerts.note(note) === null) alerts.writeNote(note, String(alerts.lastStep()))

  async function deliver() {
    for (const { step, what, alert } of alerts.stepsAfter(Number(alerts.note(note)), atOnce)) {
      const body = JSON.stringify({ step, what, alert })
      const signature = createHmac('sha256', secret).update(body).digest('hex')
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-loyalty-signature': `sha256=${signature}`,
        },
        body,
        redirect: 'error',
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(patienceMs)]),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`expected a status of 200 to 299, found ${response.status}`)
      alerts.writeNote(note, String(step))
      waitMs = firstWaitMs
    }
  }

  function send() {
    isWanted = true
    if (isBusy || stop.signal.aborted) return
    isWanted = false
    isBusy = true
    clearTimeout(timer)
    deliver().then(
      () => {
        isBusy = false
        if (isWanted) send()
      },
      failure => {
        isBusy = false
        if (stop.signal.aborted) return
        if (waitMs === firstWaitMs) say(`could not deliver an alert to ${url}: ${failure.message}`)
        timer = setTimeout(send, waitMs)
        waitMs = Math.min(longestWaitMs, 2 * waitMs)
      },
    )
  }

  send()
  return {
    /** There is something new to send. */
    send,
    close() {
      stop.abort()
      clearTimeout(timer)
    },
  }
}
