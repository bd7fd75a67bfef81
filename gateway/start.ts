/*
 * remotes ══ MQTT ══ broker ─ ingest ─ event log ─ tallying ─ report ─┬─ web: console, HTTP API
 *                    (PUBACK only after the commit)                   └─ live MQTT topics
 * access: who may come in, by either way
 */

import type { Alert } from '../shared/alerts.ts'
import { announceGateway } from '../shared/gateway-service.ts'
import { topics } from '../shared/topics.ts'
import { openAccess } from './access/access.ts'
import { openDoor } from './access/door.ts'
import { startAlerting } from './alerts/alerting.ts'
import { startWebhook } from './alerts/webhook.ts'
import { openBooks } from './books.ts'
import { startBroker } from './broker.ts'
import { aConnection } from './counting/told.ts'
import { startCheckpoints } from './database/checkpoints.ts'
import type { Ingest } from './ingest.ts'
import { httpsOf, mqttsOf } from './listener-settings.ts'
import { startLive } from './live.ts'
import { openLooks } from './looks.ts'
import { pairableAs } from './pairable.ts'
import { type Patience, usualPatience } from './patience.ts'
import { reachable } from './reachable.ts'
import { startRemotes } from './remotes.ts'
import { startRetention } from './retention.ts'
import { startTillFolders } from './served/till-folders.ts'
import { takeMessage } from './served/till-messages.ts'
import type { GatewaySettings } from './settings.ts'
import { openIdentities } from './tls/identity.ts'
import { startWeb } from './web.ts'

export interface Gateway {
  listening: { mqtt: number; mqtts: number | null; http: number; https: number | null }
  /** Takes an event from within this process, as the broker does from without. */
  receive: Ingest['receive']
  /** A key with which the first person comes in, while there is nobody; else null. */
  firstKey: string | null
  close(): Promise<void>
}

/** Starts a gateway. `now` is the clock by which it receives, epoch ms. */
export async function startGateway(
  settings: GatewaySettings,
  say: (text: string) => void = () => {},
  now: () => number = Date.now,
  patience: Patience = usualPatience,
): Promise<Gateway> {
  const started: { close(): void | Promise<void> }[] = []
  const close = async () => {
    for (const part of started.reverse()) await part.close()
  }
  const keep = <Part extends { close(): void | Promise<void> }>(part: Part): Part => {
    started.push(part)
    return part
  }
  const { mqtt, http, data } = settings
  const [mqtts, https] = [mqttsOf(settings), httpsOf(settings)]
  try {
    const books = keep(openBooks(settings, say, now))
    keep(startCheckpoints(data, say))
    const access = keep(openAccess(data, books.access, now))
    const identities = (mqtts ?? https) && keep(await openIdentities(settings, now, say))
    keep(startRetention(books, settings.keep.presenceDays, now, say))
    const live = keep(startLive(books, now))
    books.onHeard(live.heard)
    books.onServed(live.served)
    books.settings.onEntered(live.refresh)
    const looks = openLooks()
    const broker = keep(
      await startBroker(
        { mqtt, mqtts, identities, patience },
        access.machines,
        books.ingest,
        message => takeMessage(message, books, books.report.touchpoints()),
        (site, device, { online, boot }) => {
          books.healths.online(site, device, online)
          books.ingest.connection({ site, device }, aConnection(boot, online, now()))
          live.changed(site, device)
        },
        looks,
        live,
        now,
      ),
    )
    const remotes = keep(startRemotes(books, broker, looks, now))
    live.onKeep(numbers =>
      broker.keep(topics.live(numbers.site, numbers.touchpoint), JSON.stringify(numbers)),
    )
    live.onGone(({ site, touchpoint }) => broker.keep(topics.live(site.id, touchpoint.id), ''))
    const alerting = keep(startAlerting(books, settings.alerts.falsePerMonth, now, say))
    const { webhook } = settings.alerts
    const hook = webhook && keep(startWebhook(books.alerts, webhook, say))
    const publish = (alert: Alert) =>
      broker.keep(
        topics.alert(alert.site, alert.id),
        alert.state === 'closed' ? '' : JSON.stringify(alert),
      )
    for (const alert of books.alerts.open()) publish(alert)
    alerting.onChange(alert => {
      publish(alert)
      hook?.send()
    })
    keep(startTillFolders(settings.tills, books.files.take, say))
    const pairable =
      identities && broker.mqtts !== null ? pairableAs(identities, broker.mqtts) : null
    const web = keep(
      await startWeb(
        { data, http, https, identities, patience },
        { books, live, access, alerting, pairable, remotes, now },
        openDoor(access, http.anonymous, now),
        say,
      ),
    )
    const listening = { mqtt: broker.mqtt, mqtts: broker.mqtts, http: web.http, https: web.https }
    const sites = books.settings.versions().at(-1)?.sites ?? []
    const names = sites.map(({ id }) => id)
    keep(announceGateway(reachable(settings, names, listening), say))
    const firstKey = http.anonymous ? null : access.firstKey()
    return { listening, receive: books.ingest.receive, firstKey, close }
  } catch (failure) {
    await close()
    throw failure
  }
}
