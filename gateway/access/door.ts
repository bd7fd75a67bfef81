import { Refusal, TooOften } from '../refusal.ts'
import type { Access } from './access.ts'
import { anAllowance } from './allowance.ts'
import { type Arrival, sessionIn } from './arrival.ts'
import { type Caller, may, Right } from './rights.ts'

/** What a request says of itself. */
export interface Asking {
  arrival: Arrival
  header(name: string): string | undefined
}

/** Finds out who asks over HTTP, and whether they may. */
export interface Door {
  /** Throws a refusal of whoever asks too often, or from a page of somebody else. */
  admit(asking: Asking): void
  callerOf(asking: Asking): Promise<Caller>
  expect(caller: Caller, right: Right | 'anyone'): void
  /** Whether somebody who came in may still do so. */
  isStillIn(caller: Caller, right: Right | 'anyone'): boolean
}

/** A console asks some twenty times when it is opened, and a shop may have one address. */
const requests = { atOnce: 1000, perSecond: 100 }
const loopbackHost = /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/

export function openDoor(access: Access, anonymous: boolean, now: () => number): Door {
  const { logins, machines } = access
  const byAddress = anAllowance(requests.atOnce, requests.perSecond)
  const isOpen = ({ way }: Arrival) => anonymous && way === 'http'

  async function machineOf(authorization: string, address: string): Promise<Caller> {
    const { username, password } = readAuthorization(authorization)
    const found = await machines.verify(username, password, address)
    if (!found)
      throw new Refusal(401, 'expected a token or a name and password that hold', 'not-signed-in')
    const { kind } = found
    const rights: Right[] = kind === 'device' ? ['tell'] : found.rights
    return { name: username, kind, rights, address }
  }

  return {
    admit({ arrival, header }) {
      if (arrival.way === 'command line') return
      // A page that has its own name point to this machine is not a page of this machine.
      if (isOpen(arrival) && !loopbackHost.test(header('host') ?? '')) {
        throw new Refusal(403, 'expected a request to localhost')
      }
      if (isFromElsewhere(header)) throw new Refusal(403, 'expected a request by its own pages')
      const wait = isOpen(arrival) ? 0 : byAddress.take(arrival.address, now())
      if (wait > 0) throw new TooOften('expected fewer requests', wait)
    },
    async callerOf({ arrival, header }) {
      const { way, address } = arrival
      if (way === 'command line') {
        return { name: way, kind: way, rights: Right.options, address }
      }
      const authorization = header('authorization')
      if (authorization) return machineOf(authorization, address)
      const session = sessionIn(header('cookie'), way)
      const person = session === null ? null : logins.callerOf(session, address)
      const rights = isOpen(arrival) ? Right.options : []
      return person ?? { name: 'anyone', kind: 'anyone', rights, address }
    },
    expect(caller, right) {
      if (may(caller, right)) return
      if (caller.kind === 'anyone')
        throw new Refusal(401, 'expected a login or a token', 'not-signed-in')
      throw new Refusal(
        403,
        `expected the right to ${right}; ${caller.name} does not have it`,
        'no-right',
      )
    },
    isStillIn(caller, right) {
      const { kind, name, address, session } = caller
      if (session !== undefined) {
        const person = logins.callerOf(session, address)
        return person !== null && may(person, right)
      }
      return ['anyone', 'command line'].includes(kind) || machines.holds(name)
    },
  }
}

/** Browsers say so when a page of another site asks, and when they do not know. */
function isFromElsewhere(header: Asking['header']): boolean {
  const site = header('sec-fetch-site') ?? 'none'
  const isVisit = header('sec-fetch-mode') === 'navigate'
  if (!['none', 'same-origin'].includes(site) && !isVisit) return true
  const origin = header('origin')
  return origin !== undefined && URL.parse(origin)?.host !== header('host')
}

/** `Bearer <username>.<password>`, as a token is told, or `Basic` as for any user. */
function readAuthorization(authorization: string): { username: string; password: string } {
  const [scheme = '', given = ''] = authorization.split(' ')
  const isBasic = scheme.toLowerCase() === 'basic'
  const text = isBasic ? Buffer.from(given, 'base64').toString() : given
  const [username = '', password = ''] = text.split(isBasic ? ':' : '.')
  return { username, password }
}
