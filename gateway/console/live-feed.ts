import type { LiveNumbers } from '../../shared/numbers.ts'
import { afterNews, type Feed, isSilent, type News, NOTHING_HEARD } from './feed.ts'

const RETRY_MS = 5_000

/** Follows `/api/live` for ever: the browser reconnects, and where it gives up this does. */
export function followGateway(tell: (feed: Feed) => void): { close(): void } {
  let feed = NOTHING_HEARD
  let source = open()

  function hear(news: News) {
    feed = afterNews(feed, news, Date.now())
    tell(feed)
  }

  function open(): EventSource {
    const opened = new EventSource('api/live')
    opened.addEventListener('live', event => {
      hear({ kind: 'live', touchpoints: JSON.parse(event.data) as LiveNumbers[] })
    })
    opened.addEventListener('touchpoint', event => {
      hear({ kind: 'touchpoint', numbers: JSON.parse(event.data) as LiveNumbers })
    })
    opened.addEventListener('ping', () => hear({ kind: 'ping' }))
    opened.addEventListener('error', () => hear({ kind: 'lost' }))
    return opened
  }

  const watch = setInterval(() => {
    const silent = isSilent(feed, Date.now())
    if (silent) hear({ kind: 'lost' })
    // A browser gives up for good when it is answered with an error, as by a proxy.
    if (silent || source.readyState === EventSource.CLOSED) {
      source.close()
      source = open()
    }
  }, RETRY_MS)

  return {
    close() {
      clearInterval(watch)
      source.close()
    },
  }
}
