import { openAccess } from './access/access.ts'
import { openDoor } from './access/door.ts'
import { startAlerting } from './alerts/alerting.ts'
import { buildApp } from './app.ts'
import { openBooks } from './books.ts'
import { mqttsOf } from './listener-settings.ts'
import { startLive } from './live.ts'
import type { Asked } from './local-socket.ts'
import { pairableAs } from './pairable.ts'
import { noRemotes } from './remotes.ts'
import type { GatewaySettings } from './settings.ts'
import { openIdentities } from './tls/identity.ts'

/** Asks the routes of a gateway that does not run, on its database. */
export async function askRoutes(
  settings: GatewaySettings,
  { method, path, body }: Asked,
): Promise<{ status: number; text: string }> {
  const now = Date.now
  const mqtts = mqttsOf(settings)
  const books = openBooks(settings)
  const access = openAccess(settings.data, books.access, now)
  const live = startLive(books, now)
  const alerting = startAlerting(books, settings.alerts.falsePerMonth, now)
  const identities = mqtts && (await openIdentities(settings, now, () => {}))
  try {
    const pairable = identities && mqtts && pairableAs(identities, mqtts.port)
    const source = { books, live, access, alerting, pairable, remotes: noRemotes, now }
    const app = buildApp(source, openDoor(access, false, now), text => console.error(text))
    const asked = { method, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const arrival = { way: 'command line' as const, address: 'command line' }
    const answer = await app.request(path, asked, { arrival })
    return { status: answer.status, text: await answer.text() }
  } finally {
    identities?.close()
    alerting.close()
    live.close()
    access.close()
    books.close()
  }
}
