import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { TlsSettings } from '../listener-settings.ts'
import type { Identity } from './identity.ts'

/** A certificate that somebody else looks after; read again when its files change. */
export function openKeyFiles({ certificate, key, authority }: TlsSettings) {
  const paths = [certificate, key, ...(authority === null ? [] : [authority])]
  const stamp = () => paths.map(path => statSync(path).mtimeMs).join(' ')
  let known = ''

  return {
    async read(): Promise<Identity> {
      const found = stamp()
      const identity = {
        key: readFileSync(key, 'utf8'),
        chain: readFileSync(certificate, 'utf8'),
        authority: authority === null ? null : readFileSync(authority, 'utf8'),
      }
      if (!new X509Certificate(identity.chain).checkPrivateKey(createPrivateKey(identity.key))) {
        throw new Error(`${key} is not the key of ${certificate}`)
      }
      known = found
      return identity
    },
    isOutdated: () => stamp() !== known,
  }
}
