import type { GatewayService } from '../shared/gateway-service.ts'
import { httpsOf, isLoopback, mqttsOf } from './listener-settings.ts'
import type { GatewaySettings } from './settings.ts'
import type { Gateway } from './start.ts'

/** What other machines may hear of a gateway: a port on loopback is no business of theirs. */
export function reachable(
  settings: Pick<GatewaySettings, 'mqtt' | 'mqtts' | 'http' | 'https'>,
  sites: string[],
  listening: Gateway['listening'],
): GatewayService {
  const { mqtt, http } = settings
  const places = { mqtt, mqtts: mqttsOf(settings), http, https: httpsOf(settings) }
  const kinds = ['mqtt', 'mqtts', 'http', 'https'] as const
  const ports = kinds.flatMap(kind => {
    const [place, port] = [places[kind], listening[kind]]
    return place === null || port === null || isLoopback(place.host) ? [] : [[kind, port] as const]
  })
  return { sites, ...Object.fromEntries(ports) }
}
