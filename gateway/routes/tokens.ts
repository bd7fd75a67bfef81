import { z } from 'zod'
import { Name } from '../../shared/name.ts'
import { Scope } from '../access/rights.ts'
import { Refusal } from '../refusal.ts'
import { changeRoute, jsonRoute } from './route.ts'

const dayMs = 86_400_000

/** `node-red` for a reader; `hall/till-1` for a till, which may also tell sales over MQTT. */
const Username = z
  .string()
  .refine(
    text =>
      text.split('/').length <= 2 && text.split('/').every(part => Name.safeParse(part).success),
    'must be like node-red or hall/till-1',
  )

const Token = z.object({
  name: z.string(),
  scopes: z.array(z.string()),
  since: z.int(),
  until: z.int().nullable(),
})

export const tokens = jsonRoute({
  path: '/api/tokens',
  summary: 'What tills and readers come in with',
  right: 'administer',
  query: z.strictObject({}),
  answer: z.object({ tokens: z.array(Token) }),
  read: (_query, { access }) => ({
    tokens: access.machines
      .all()
      .filter(({ kind }) => kind === 'token')
      .map(({ username, rights, since, until }) => ({
        name: username,
        scopes: rights,
        since,
        until,
      })),
  }),
})

export const addToken = changeRoute({
  method: 'post',
  path: '/api/tokens',
  summary: 'Makes a token for a till or a reader; it is shown this once',
  right: 'administer',
  params: z.strictObject({}),
  body: z.strictObject({
    name: Username,
    scopes: z.array(Scope).min(1),
    /** Days until it is over; null is never. */
    days: z.int().min(1).max(3650).nullable().default(365),
  }),
  answer: z.object({
    /** For HTTP: `Authorization: Bearer <token>`. */
    token: z.string(),
    /** For MQTT. */
    username: z.string(),
    password: z.string(),
    until: z.int().nullable(),
  }),
  async change(_params, { name, scopes, days }, { access, now }) {
    const known = access.machines.all().some(({ username }) => username === name)
    if (known)
      throw new Refusal(409, `${name} exists already; expected another name`, 'name-taken', {
        name,
      })
    const until = days === null ? null : now() + days * dayMs
    const wanted = { username: name, kind: 'token' as const, rights: scopes, until }
    const password = await access.machines.issue(wanted)
    return { token: `${name}.${password}`, username: name, password, until }
  },
})

export const removeToken = changeRoute({
  method: 'delete',
  path: '/api/tokens',
  summary: 'Revokes a token; who is connected with it is disconnected at once',
  right: 'administer',
  params: z.strictObject({}),
  body: z.strictObject({ name: Username }),
  answer: z.object({}),
  change(_params, { name }, { access }) {
    const isToken = access.machines
      .all()
      .some(({ username, kind }) => username === name && kind === 'token')
    if (!isToken) throw new Refusal(404, `expected a token, found no ${name}`, 'gone')
    access.machines.revoke(name)
    return {}
  },
})
