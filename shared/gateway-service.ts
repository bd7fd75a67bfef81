import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { Bonjour } from 'bonjour-service'
import { z } from 'zod'
import { Name } from './name.ts'

/** In DNS-SD (RFC 6763) a gateway is `_loyalty-button._tcp`. */
const type = 'loyalty-button'

const Port = z.coerce.number().int().min(1).max(65_535)

/** What a gateway says of itself in its TXT record. */
const Text = z.object({
  sites: z
    .string()
    .default('')
    .transform(text => text.split(',').filter(site => Name.safeParse(site).success)),
  /** Ports that can be reached from elsewhere. */
  mqtt: Port.optional(),
  mqtts: Port.optional(),
  http: Port.optional(),
  https: Port.optional(),
})
export type GatewayService = z.infer<typeof Text>

export interface FoundGateway extends GatewayService {
  /** The address from which it answered. */
  host: string
}

/** One string of a TXT record holds 255 bytes. */
const mostSitesLength = 200
const goodbyeMs = 200
const askAgainMs = 700

/** Tells the local network of a gateway. Where there is no multicast, nobody hears it. */
export function announceGateway(
  service: GatewayService,
  say: (text: string) => void,
): { close(): Promise<void> } {
  const { sites, ...ports } = service
  const port = ports.mqtts ?? ports.mqtt ?? ports.http
  if (port === undefined) return { async close() {} }
  const network = openNetwork(say)
  const [machine = 'gateway'] = hostname().split('.')
  network.publish({
    // The port tells two gateways on one machine apart.
    name: `${machine} ${port}`,
    host: `${machine}.local`,
    type,
    port,
    txt: { sites: joinSites(sites), ...ports },
    probe: false,
  })
  return {
    async close() {
      const goodbye = new Promise<void>(resolve => network.unpublishAll(() => resolve()))
      await Promise.race([goodbye, delay(goodbyeMs)])
      await new Promise<void>(resolve => network.destroy(() => resolve()))
    },
  }
}

/** Asks the local network for gateways, and gives them so long to answer. */
export async function findGateways(
  ms: number,
  say: (text: string) => void,
): Promise<FoundGateway[]> {
  const found = new Map<string, FoundGateway>()
  const network = openNetwork(say)
  const browser = network.find({ type }, ({ fqdn, txt, referer }) => {
    const text = Text.safeParse(txt ?? {})
    if (text.success && referer) found.set(fqdn, { ...text.data, host: referer.address })
  })
  // What goes by multicast may be lost.
  const again = setInterval(() => browser.update(), askAgainMs)
  await delay(ms)
  clearInterval(again)
  await new Promise<void>(resolve => network.destroy(() => resolve()))
  return [...found.values()]
}

function openNetwork(say: (text: string) => void): Bonjour {
  const network = new Bonjour({}, () => {})
  let said = false
  // Its socket is private, and without a listener its 'error' would end the process.
  Reflect.get(network, 'server').mdns.on('error', (cause: Error) => {
    if (!said) say(`gateways are neither announced nor found in this network: ${cause.message}`)
    said = true
  })
  return network
}

/** As many as there is room for. */
function joinSites(sites: string[]): string {
  let joined = ''
  for (const site of sites) {
    if (joined.length + site.length < mostSitesLength) joined += joined ? `,${site}` : site
  }
  return joined
}
