import type { TlsSettings } from '../listener-settings.ts'
import { openKeyFiles } from './key-files.ts'
import { openOwnAuthority } from './own-authority.ts'

/** With what the gateway proves over TLS who it is. */
export interface Identity {
  key: string
  /** Its certificate, and those above it that are sent along. */
  chain: string
  /** The authority that a remote shall pin; null where the system knows it. */
  authority: string | null
}

export interface Identities {
  current(): Identity
  /** Calls back with each new one. */
  onRenewed(listen: (identity: Identity) => void): void
  close(): void
}

const lookMs = 60_000

/** Gives the identity of a gateway, and renews it without a restart. */
export async function openIdentities(
  settings: { data: string; tls: TlsSettings | null },
  now: () => number,
  say: (text: string) => void,
): Promise<Identities> {
  const source = settings.tls ? openKeyFiles(settings.tls) : openOwnAuthority(settings.data, now)
  let current = await source.read()
  let listeners: ((identity: Identity) => void)[] = []
  let working = Promise.resolve()
  let trouble = ''

  async function look() {
    try {
      if (!source.isOutdated()) return
      current = await source.read()
      trouble = ''
      say('the certificate was renewed')
      for (const listen of listeners) listen(current)
    } catch (cause) {
      // The old one still serves.
      const problem = `could not renew the certificate: ${(cause as Error).message}`
      if (problem !== trouble) say(problem)
      trouble = problem
    }
  }
  const timer = setInterval(() => {
    working = working.then(look)
  }, lookMs)

  return {
    current: () => current,
    onRenewed(listen) {
      listeners.push(listen)
    },
    close() {
      listeners = []
      clearInterval(timer)
    },
  }
}
