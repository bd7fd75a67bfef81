import type { Right } from '../access/rights.ts'
import type { Database } from './database.ts'

/** What a program or a device comes in with. */
export interface Credential {
  /** `hall/counter-1` for a device or a till, `node-red` for a reader. */
  username: string
  kind: 'device' | 'token'
  /** As a hash. */
  password: string
  /** Of a token; what a device may do follows from its name. */
  rights: Right[]
  /** Epoch ms. */
  since: number
  /** Epoch ms; null is for ever. */
  until: number | null
}

export interface Credentials {
  find(username: string): Credential | null
  all(): Credential[]
  put(credential: Credential): void
  remove(username: string): boolean
}

interface Row extends Omit<Credential, 'rights'> {
  rights: string
}

const credentialOf = (row: Row): Credential => ({ ...row, rights: JSON.parse(row.rights) })

export function openCredentials({ sqlite }: Database): Credentials {
  const select = sqlite.prepare<[string], Row>('select * from credentials where username = ?')
  const selectAll = sqlite.prepare<[], Row>('select * from credentials order by username')
  const put = sqlite.prepare('insert or replace into credentials values (?, ?, ?, ?, ?, ?)')
  const remove = sqlite.prepare('delete from credentials where username = ?')
  return {
    find(username) {
      const row = select.get(username)
      return row ? credentialOf(row) : null
    },
    all: () => selectAll.all().map(credentialOf),
    put({ username, kind, password, rights, since, until }) {
      put.run(username, kind, password, JSON.stringify(rights), since, until)
    },
    remove: username => remove.run(username).changes > 0,
  }
}
