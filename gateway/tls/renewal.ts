import type { Server } from 'node:tls'
import type { Identities, Identity } from './identity.ts'

/** Gives a TLS server its certificate, and each new one; connections that are open go on. */
export function keepRenewed(
  server: Pick<Server, 'setSecureContext'>,
  identities: Identities,
): void {
  const use = ({ key, chain }: Identity) =>
    server.setSecureContext({ key, cert: chain, minVersion: 'TLSv1.2' })
  use(identities.current())
  identities.onRenewed(use)
}
