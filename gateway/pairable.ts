import { X509Certificate } from 'node:crypto'
import { markOf } from '../shared/gateway-mark.ts'
import type { Identities } from './tls/identity.ts'

/** What a remote must know to come in over TLS, or null where the gateway does not listen so. */
export type Pairable = {
  mqtts: number
  /** PEM of the authority that it shall pin; null where its system knows it. */
  authority(): string | null
  /** Follows the digits of a code: by it the remote knows this gateway from any other. */
  mark(): Promise<string>
} | null

export function pairableAs(identities: Identities, mqtts: number): Pairable {
  return {
    mqtts,
    authority: () => identities.current().authority,
    mark: () => markOf(new X509Certificate(identities.current().chain).raw),
  }
}
