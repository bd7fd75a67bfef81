import { z } from 'zod'
import type { Route } from './route.ts'

/** Proxies and browsers give up connections on which nothing moves. */
const pingMs = 15_000

export const live: Route = {
  kind: 'events',
  path: '/api/live',
  summary: "Today's numbers: event `live` with all touchpoints, `touchpoint` as each changes",
  right: 'live',
  query: z.strictObject({}),
  open({ live }, send) {
    send('live', live.all())
    const stop = live.onChange(numbers => send('touchpoint', numbers))
    const stopGone = live.onGone(() => send('live', live.all()))
    const ping = setInterval(() => send('ping', {}), pingMs)
    return () => {
      stop()
      stopGone()
      clearInterval(ping)
    }
  },
}
