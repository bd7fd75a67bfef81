import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Certified, issue, makeAuthority } from './authority.ts'
import type { Identity } from './identity.ts'
import { machineNames } from './machine-names.ts'

const dayMs = 86_400_000
/** A certificate is renewed so long before its end. */
const renewMs = 30 * dayMs

/** The gateway's own authority and certificate, made when they are missing, old, or misnamed. */
export function openOwnAuthority(data: string, now: () => number) {
  const folder = join(data, 'tls')

  function fits(certified: Certified): boolean {
    const { subjectAltName = '', validToDate } = new X509Certificate(certified.certificate)
    const named = new Set(subjectAltName.split(', ').map(entry => entry.replace(/^[^:]+:/, '')))
    return (
      isPair(certified) &&
      validToDate.getTime() - now() > renewMs &&
      machineNames().every(name => named.has(asIn(name)))
    )
  }

  async function authority(): Promise<Certified> {
    const kept = load(folder, 'authority')
    if (kept && !isPair(kept)) {
      const path = join(folder, 'authority.crt')
      throw new Error(`expected the key of ${path} beside it; remotes know the gateway by it`)
    }
    return kept ?? save(folder, 'authority', await makeAuthority(now()))
  }

  return {
    async read(): Promise<Identity> {
      const above = await authority()
      const kept = load(folder, 'gateway')
      const { certificate, key } =
        kept && fits(kept)
          ? kept
          : save(folder, 'gateway', await issue(above, machineNames(), now()))
      return { key, chain: certificate + above.certificate, authority: above.certificate }
    },
    isOutdated(): boolean {
      const kept = load(folder, 'gateway')
      return kept === null || !fits(kept)
    },
  }
}

/** IPv6 addresses stand in certificates in capitals, and in full. */
function asIn(name: string): string {
  if (!name.includes(':')) return name
  const [head = '', tail] = name.toUpperCase().split('::')
  const groups = (text = '') => (text === '' ? [] : text.split(':'))
  const [first, last] = [groups(head), groups(tail)]
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length
  return [...first, ...Array<string>(zeros).fill('0'), ...last].join(':')
}

function load(folder: string, name: string): Certified | null {
  const [certificate, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)]
  if (!existsSync(certificate)) return null
  return {
    certificate: readFileSync(certificate, 'utf8'),
    key: existsSync(key) ? readFileSync(key, 'utf8') : '',
  }
}

const isPair = ({ certificate, key }: Certified) =>
  key !== '' && new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))

/** The certificate comes last: a key without one was never used. */
function save(folder: string, name: string, certified: Certified): Certified {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  put(join(folder, `${name}.key`), certified.key)
  put(join(folder, `${name}.crt`), certified.certificate)
  return certified
}

function put(path: string, text: string) {
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
