import type { GatewayService } from '../shared/gateway-service.ts'
import { type GatewaySettings, isLoopback } from './settings.ts'

/** What other machines may hear of a gateway: a port on loopback is no business of theirs. */
export function reachable(
  settings: Pick<GatewaySettings, 'mqtt' | 'mqtts' | 'http'>,
  sites: string[],
  listening: { mqtt: number; mqtts: number | null; http: number },
): GatewayService {
  const kinds = ['mqtt', 'mqtts', 'http'] as const
  const ports = kinds.flatMap(kind => {
    const port = listening[kind]
    return port === null || isLoopback(settings[kind].host) ? [] : [[kind, port] as const]
  })
  return { sites, ...Object.fromEntries(ports) }
}
