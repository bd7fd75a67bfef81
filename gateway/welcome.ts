import { networkInterfaces } from 'node:os'
import { httpsOf, isLoopback } from './listener-settings.ts'
import { linkTo } from './routes/people.ts'
import type { GatewaySettings } from './settings.ts'
import type { Gateway } from './start.ts'

/** Where the console can be opened; over TLS first, where there is TLS. */
export function consoleAddresses(
  settings: GatewaySettings,
  listening: { http: number; https: number | null } = {
    http: settings.http.port,
    https: httpsOf(settings)?.port ?? null,
  },
): string[] {
  const encrypted = httpsOf(settings)
  const plain = `http://${hostIn(settings.http.host)}:${listening.http}`
  if (!encrypted || listening.https === null) return [plain]
  return [`https://${hostIn(encrypted.host)}:${listening.https}`, plain]
}

/** What whoever starts a gateway should know. */
export function welcome(
  settings: GatewaySettings,
  { listening, firstKey }: Pick<Gateway, 'listening' | 'firstKey'>,
): string[] {
  const addresses = consoleAddresses(settings, listening)
  const lines = addresses.map(address => `console: ${address}/`)
  if (firstKey !== null) {
    lines.push('nobody has a password yet; either link sets the first one, once:')
    lines.push(...addresses.map(address => `  ${address}${linkTo(firstKey, '')}`))
  }
  const { mqtt } = settings
  if (!mqtt.anonymous && listening.mqtts === null && isLoopback(mqtt.host)) {
    lines.push('remotes reach this gateway from this machine only: set mqtts for others')
  }
  return lines
}

/** The first address of this machine in place of all of them. */
function hostIn(host: string): string {
  if (!['0.0.0.0', '::'].includes(host)) return host.includes(':') ? `[${host}]` : host
  const addresses = Object.values(networkInterfaces()).flatMap(found => found ?? [])
  const other = addresses.find(({ internal, family }) => !internal && family === 'IPv4')
  return other?.address ?? 'localhost'
}
