/*
 * remotes ══ MQTT ══ broker ─ ingest ─ event log ─ tallying ─ report ─┬─ web: console, HTTP API
 *                    (PUBACK only after the commit)                   └─ live MQTT topics
 */
import { announceGateway } from '../shared/gateway-service.ts'
import { topics } from '../shared/topics.ts'
import { openBooks } from './books.ts'
import { startBroker } from './broker.ts'
import { aConnection } from './counting/told.ts'
import type { Ingest } from './ingest.ts'
import { startLive } from './live.ts'
import { reachable } from './reachable.ts'
import { startRetention } from './retention.ts'
import { startTillFolders } from './served/till-folders.ts'
import { takeMessage } from './served/till-messages.ts'
import type { GatewaySettings } from './settings.ts'
import { startWeb } from './web.ts'

export interface Gateway {
  listening: { mqtt: number; mqtts: number | null; http: number }
  /** Takes an event from within this process, as the broker does from without. */
  receive: Ingest['receive']
  close(): Promise<void>
}

/** Starts a gateway. `now` is the clock by which it receives, epoch ms. */
export async function startGateway(
  settings: GatewaySettings,
  say: (text: string) => void = () => {},
  now: () => number = Date.now,
): Promise<Gateway> {
  const started: { close(): void | Promise<void> }[] = []
  const close = async () => {
    for (const part of started.reverse()) await part.close()
  }
  const keep = <Part extends { close(): void | Promise<void> }>(part: Part): Part => {
    started.push(part)
    return part
  }
  try {
    const books = keep(openBooks(settings, say, now))
    keep(startRetention(books, settings.keep.presenceDays, now, say))
    const live = keep(startLive(books, now))
    books.onHeard(live.heard)
    books.onServed(live.served)
    const broker = keep(
      await startBroker(
        settings.mqtt,
        books.ingest,
        message => takeMessage(message, books, books.report.touchpoints()),
        (site, device, { online, boot }) => {
          books.healths.online(site, device, online)
          books.ingest.connection({ site, device }, aConnection(boot, online, now()))
          live.changed(site, device)
        },
        now,
      ),
    )
    live.onChange(numbers =>
      broker.keep(topics.live(numbers.site, numbers.touchpoint), JSON.stringify(numbers)),
    )
    keep(startTillFolders(settings.tills, books.files.take, say))
    const web = keep(await startWeb(settings.http, { books, live, now }, say))
    const listening = { mqtt: broker.port, mqtts: null, http: web.port }
    const sites = books.settings.versions().at(-1)?.sites ?? []
    const about = reachable(
      settings,
      sites.map(({ id }) => id),
      listening,
    )
    keep(announceGateway(about, say))
    return { listening, receive: books.ingest.receive, close }
  } catch (failure) {
    await close()
    throw failure
  }
}
