import { hostname, networkInterfaces } from 'node:os'
import { gatewayName } from '../../shared/gateway-mark.ts'

/** Every name and address under which others may reach this machine. */
export function machineNames(): string[] {
  const host = hostname().toLowerCase()
  const [short = host] = host.split('.')
  const addresses = Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    // A link-local address means nothing without the interface that it is on.
    .filter(({ address }) => !address.startsWith('fe80:'))
    .map(({ address }) => address)
  const here = ['localhost', '127.0.0.1', '::1']
  return [...new Set([gatewayName, host, short, `${short}.local`, ...here, ...addresses])]
}
