import type { LiveNumbers } from '../../../shared/numbers.ts'

/** What the console knows, and how well it hears the gateway. */
export interface Feed {
  link: 'connecting' | 'live' | 'lost'
  /** When the gateway last told all numbers: what was fetched before may have missed something. */
  linkedAt: number | null
  /** When the gateway was last heard of, by the clock of this browser. */
  heardAt: number | null
  touchpoints: readonly LiveNumbers[]
}

export type News =
  | { kind: 'live'; touchpoints: readonly LiveNumbers[] }
  | { kind: 'touchpoint'; numbers: LiveNumbers }
  | { kind: 'ping' }
  | { kind: 'lost' }

export const NOTHING_HEARD: Feed = {
  link: 'connecting',
  linkedAt: null,
  heardAt: null,
  touchpoints: [],
}

/** A gateway that says nothing for so long is lost, even when the connection looks open. */
export const SILENCE_MS = 60_000

/** `at`: epoch ms. */
export function afterNews(before: Feed, news: News, at: number): Feed {
  if (news.kind === 'lost') return { ...before, link: 'lost' }
  const heard: Feed = { ...before, link: 'live', heardAt: at }
  if (news.kind === 'live') return { ...heard, linkedAt: at, touchpoints: news.touchpoints }
  if (news.kind === 'touchpoint') {
    return { ...heard, touchpoints: replaced(before.touchpoints, news.numbers) }
  }
  return heard
}

export function isSilent(feed: Feed, at: number): boolean {
  return feed.link === 'live' && feed.heardAt !== null && at - feed.heardAt > SILENCE_MS
}

function replaced(touchpoints: readonly LiveNumbers[], fresh: LiveNumbers): LiveNumbers[] {
  const others = touchpoints.filter(
    known => known.site !== fresh.site || known.touchpoint !== fresh.touchpoint,
  )
  return [...others, fresh]
}
