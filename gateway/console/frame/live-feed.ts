import { signal } from '@preact/signals'
import { z } from 'zod'
import { LiveNumbers } from '../../../shared/numbers.ts'
import { isSignedIn } from './asking.ts'
import { afterNews, isSilent, type News, NOTHING_HEARD } from './feed.ts'

const RETRY_MS = 5_000

/** Today's numbers of every touchpoint, as they change. */
export const feed = signal(NOTHING_HEARD)

/** Follows `/api/live` for ever: the browser reconnects, and where it gives up this does. */
export function followGateway(): void {
  let source = open()
  let isReadable = true

  let latest = NOTHING_HEARD
  let isAwaited = false

  /** However much is heard, it is drawn once a frame. */
  function hear(news: News) {
    latest = afterNews(latest, news, Date.now())
    if (isAwaited) return
    isAwaited = true
    requestAnimationFrame(() => {
      isAwaited = false
      feed.value = latest
    })
  }

  /** A gateway that was renewed may speak otherwise than this page understands. */
  function read<Schema extends z.ZodType>(
    schema: Schema,
    text: string,
    then: (heard: z.infer<Schema>) => void,
  ) {
    const heard = schema.safeParse(JSON.parse(text))
    isReadable = heard.success
    if (heard.success) then(heard.data)
    else hear({ kind: 'lost' })
  }

  function open(): EventSource {
    const opened = new EventSource('api/live')
    opened.addEventListener('live', ({ data }) =>
      read(z.array(LiveNumbers), data, touchpoints => hear({ kind: 'live', touchpoints })),
    )
    opened.addEventListener('touchpoint', ({ data }) =>
      read(LiveNumbers, data, numbers => hear({ kind: 'touchpoint', numbers })),
    )
    opened.addEventListener('ping', () => hear({ kind: 'ping' }))
    opened.addEventListener('error', () => hear({ kind: 'lost' }))
    return opened
  }

  /** A browser gives up for good when it is answered with an error, as by a proxy. */
  async function openAgain() {
    source.close()
    const response = await fetch('api/live', { method: 'HEAD' }).catch(() => null)
    isSignedIn.value = response?.status !== 401
    if (response?.ok) source = open()
  }

  setInterval(() => {
    const silent = isSilent(latest, Date.now())
    if (silent) hear({ kind: 'lost' })
    if (!isReadable) location.reload()
    else if (silent || source.readyState === EventSource.CLOSED) void openAgain()
  }, RETRY_MS)
}
