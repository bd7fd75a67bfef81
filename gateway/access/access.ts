import type { AccessTables } from '../database/access-tables.ts'
import { openPassing } from '../database/passing.ts'
import { type Logins, openLogins } from './logins.ts'
import { type Machines, openMachines } from './machines.ts'
import { openPairing, type Pairing } from './pairing.ts'

/** Who may come in, and as what. */
export interface Access extends AccessTables {
  logins: Logins
  machines: Machines
  pairing: Pairing
  /** A key with which the first person comes in, while there is nobody; else null. */
  firstKey(): string | null
  close(): void
}

const hourMs = 3_600_000

export function openAccess(folder: string, tables: AccessTables, now: () => number): Access {
  const passing = openPassing(folder)
  const logins = openLogins(tables.people, passing, now)
  const machines = openMachines(tables.credentials, now)
  const clean = () => passing.removeUntil(now())
  clean()
  const cleaning = setInterval(clean, hourMs)
  return {
    ...tables,
    logins,
    machines,
    pairing: openPairing(passing, now),
    firstKey() {
      if (tables.people.all().some(({ password }) => password !== null)) return null
      passing.invitations.clear()
      return logins.invite(null, 'admin').key
    },
    close() {
      clearInterval(cleaning)
      machines.close()
      passing.close()
    },
  }
}
