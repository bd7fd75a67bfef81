import { type Action, notDone } from '../../shared/deeds.ts'
import { secretFields } from '../../shared/parsing.ts'
import type { Books } from '../books.ts'
import type { Route, Source } from '../routes/route.ts'
import type { Caller } from './rights.ts'

type Change = Extract<Route, { kind: 'change' | 'session' }>

/** Of what was asked for this much is kept; settings keep their own history in full. */
const longestDetail = 20_000
const methods = { post: 'POST', put: 'PUT', delete: 'DELETE' } as const

/**
 * Enters into the audit log what somebody is about to change; what cannot be entered is not done.
 * What devices and tills tell stands in logs of its own, under their names.
 */
export function noteDeed(
  route: Change,
  { params, body }: { params: object; body: unknown },
  { access, now }: Pick<Source, 'access' | 'now'>,
  caller: Caller,
): { failed(failure: unknown): void } {
  if (!isNoted(route, caller)) return { failed() {} }
  const action: Action = `${methods[route.method]} ${route.path}`
  const note = (detail: string) =>
    access.audit.add({ at: now(), who: whoIs(caller), action, detail })
  const asked = { ...params, ...(typeof body === 'object' ? body : { body }) }
  note(JSON.stringify(asked, withoutSecrets).slice(0, longestDetail))
  return { failed: failure => note(`${notDone}${(failure as Error).message}`) }
}

/** The same of what a command does to the books while no gateway runs. */
export function noteCommand({ access }: Books, action: Action, asked: object): void {
  access.audit.add({ at: Date.now(), who: 'command line', action, detail: JSON.stringify(asked) })
}

const whoIs = ({ kind, name }: Caller) => (kind === name ? name : `${kind} ${name}`)

function isNoted({ kind, right }: Change, caller: Caller): boolean {
  if (kind === 'session' || right === 'anyone' || right === 'tell') return false
  return right !== 'sell' || caller.kind !== 'token'
}

const withoutSecrets = (key: string, value: unknown) => (secretFields.has(key) ? '…' : value)
