import type { Credential, Credentials } from '../database/credentials.ts'
import { anAllowance } from './allowance.ts'
import { hashRandom, randomKey, rememberPasswords } from './password.ts'

/** How devices, tills and readers come in, over MQTT and HTTP. */
export interface Machines {
  /** Makes a credential, in place of an earlier one of that name; the password is told once. */
  issue(wanted: Omit<Credential, 'password' | 'since'>): Promise<string>
  /** Whose name and password these are, or null. */
  verify(username: string, password: string, address: string): Promise<Credential | null>
  /** Whether somebody who came in by that name may stay. */
  holds(username: string): boolean
  all(): Credential[]
  /** False where there was none. */
  revoke(username: string): boolean
  /** Calls back with a username that may not stay. */
  onRevoked(listen: (username: string) => void): void
  close(): void
}

/** Wrong passwords that an address may try at once, and a second after that. */
const wrongAtOnce = 100
const wrongPerSecond = 2
const sweepMs = 60_000

export function openMachines(credentials: Credentials, now: () => number): Machines {
  const remembered = rememberPasswords()
  const wrong = anAllowance(wrongAtOnce, wrongPerSecond)
  const listeners: ((username: string) => void)[] = []
  const isOver = ({ until }: Credential) => until !== null && until <= now()

  function end(username: string) {
    for (const listen of listeners) listen(username)
  }

  const sweep = setInterval(() => {
    for (const credential of credentials.all()) if (isOver(credential)) end(credential.username)
  }, sweepMs)

  return {
    async issue(wanted) {
      const password = randomKey()
      const hash = await hashRandom(password)
      const earlier = credentials.find(wanted.username)
      if (earlier) remembered.forget(earlier.password)
      credentials.put({ ...wanted, password: hash, since: now() })
      if (earlier) end(wanted.username)
      return password
    },
    async verify(username, password, address) {
      const found = credentials.find(username)
      if (!found || isOver(found)) return null
      if (remembered.knows(password, found.password)) return found
      if (wrong.take(address, now()) > 0) return null
      if (!(await remembered.matches(password, found.password))) return null
      wrong.giveBack(address)
      // It may have been revoked, or issued anew, while this was looked at.
      return credentials.find(username)?.password === found.password ? found : null
    },
    holds(username) {
      const found = credentials.find(username)
      return found !== null && !isOver(found)
    },
    all: credentials.all,
    revoke(username) {
      const found = credentials.find(username)
      if (found) remembered.forget(found.password)
      const isGone = credentials.remove(username)
      if (isGone) end(username)
      return isGone
    },
    onRevoked(listen) {
      listeners.push(listen)
    },
    close: () => clearInterval(sweep),
  }
}
