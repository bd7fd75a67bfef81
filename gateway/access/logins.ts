import type { Passing, Session } from '../database/passing.ts'
import type { People, Person } from '../database/people.ts'
import { Refusal, TooOften } from '../refusal.ts'
import { anAllowance } from './allowance.ts'
import { hashChosen, keyHash, matches, randomKey } from './password.ts'
import { type Caller, type Role, rightsOfRole } from './rights.ts'

/** How people come in, and stay. */
export interface Logins {
  /** Gives the key of a session. */
  login(name: string, password: string, address: string): Promise<string>
  /** Who holds the key of a session that is not over. */
  callerOf(key: string, address: string): Caller | null
  logout(key: string): void
  /** A key that lets a person set their password, once; without a name, a new one. */
  invite(person: string | null, role: Role): { key: string; until: number }
  /** Sets the password of who was invited, and gives the key of a session. */
  accept(key: string, name: string, password: string): Promise<{ session: string; person: string }>
  changePassword(name: string, old: string, password: string, address: string): Promise<string>
}

const dayMs = 86_400_000
/** A tablet on the wall should not ask for a password while it is in use. */
const sessionMs = 30 * dayMs
const invitationMs = dayMs

const wrongByAccount = { atOnce: 5, perSecond: 1 / 20 }
const wrongByAddress = { atOnce: 20, perSecond: 1 / 10 }

export function openLogins(
  people: People,
  { sessions, invitations }: Passing,
  now: () => number,
): Logins {
  const byAccount = anAllowance(wrongByAccount.atOnce, wrongByAccount.perSecond)
  const byAddress = anAllowance(wrongByAddress.atOnce, wrongByAddress.perSecond)
  let nobodys: Promise<string> | undefined

  async function check(name: string, password: string, address: string): Promise<Person> {
    const wait = byAddress.take(address, now()) || byAccount.take(name, now())
    if (wait > 0) throw new TooOften('expected fewer wrong passwords', wait)
    const person = people.find(name)
    // Whether somebody exists must not be told by how long the answer takes.
    nobodys ??= hashChosen(randomKey())
    const isRight = await matches(password, person?.password ?? (await nobodys))
    if (!person?.password || !isRight) {
      throw new Refusal(401, 'expected a name and its password, found others', 'wrong-password')
    }
    byAccount.giveBack(name)
    byAddress.giveBack(address)
    return person
  }

  function begin({ name }: Person, password: string): string {
    const key = randomKey()
    sessions.put(keyHash(key), { person: name, password, until: now() + sessionMs })
    return key
  }

  async function change(person: Person, password: string): Promise<string> {
    const hash = await hashChosen(password)
    people.put({ ...person, password: hash })
    return begin(person, hash)
  }

  function keepOn(hash: string, session: Session) {
    const until = now() + sessionMs
    if (session.until - now() < sessionMs / 2) sessions.put(hash, { ...session, until })
  }

  return {
    async login(name, password, address) {
      const person = await check(name, password, address)
      return begin(person, person.password ?? '')
    },
    callerOf(key, address) {
      const hash = keyHash(key)
      const session = sessions.find(hash)
      if (!session || session.until <= now()) return null
      const person = people.find(session.person)
      if (person?.password !== session.password) return null
      keepOn(hash, session)
      const { name, role } = person
      return { name, kind: 'person', rights: rightsOfRole(role), address, session: key }
    },
    logout: key => sessions.remove(keyHash(key)),
    invite(person, role) {
      const key = randomKey()
      const until = now() + invitationMs
      invitations.put(keyHash(key), { person, role, until })
      return { key, until }
    },
    async accept(key, name, password) {
      const invitation = invitations.find(keyHash(key))
      if (!invitation || invitation.until <= now()) {
        const expected = 'expected a link that was not used yet and is younger than a day'
        throw new Refusal(403, expected, 'link-used')
      }
      if (invitation.person === null && people.find(name)) {
        throw new Refusal(409, `${name} exists already; expected another name`, 'name-taken', {
          name,
        })
      }
      // Spent before the hash is made, which takes its time: a second use finds nothing.
      invitations.remove(keyHash(key))
      const invited = { name: invitation.person ?? name, role: invitation.role, password: null }
      const person = people.find(invited.name) ?? { ...invited, since: now() }
      return { session: await change(person, password), person: person.name }
    },
    async changePassword(name, old, password, address) {
      return change(await check(name, old, address), password)
    },
  }
}
