import { z } from 'zod'
import { Role } from '../access/rights.ts'
import type { People } from '../database/people.ts'
import { Refusal } from '../refusal.ts'
import { PersonName } from './login.ts'
import { changeRoute, jsonRoute } from './route.ts'

const Person = z.object({
  name: z.string(),
  role: Role,
  /** Whether they set their password yet. */
  cameIn: z.boolean(),
  since: z.int(),
})

const Invited = z.object({
  /** Opens the page on which they set their password, once. */
  link: z.string(),
  until: z.int(),
})

export const people = jsonRoute({
  path: '/api/people',
  summary: 'Those who may look at the console',
  right: 'administer',
  query: z.strictObject({}),
  answer: z.object({ people: z.array(Person) }),
  read: (_query, { access }) => ({
    people: access.people
      .all()
      .map(({ name, role, password, since }) => ({ name, role, cameIn: password !== null, since })),
  }),
})

export const putPerson = changeRoute({
  method: 'put',
  path: '/api/people/{name}',
  summary: 'Adds a person, or gives another role; answers with a link to set a (new) password',
  right: 'administer',
  params: z.strictObject({ name: PersonName }),
  body: z.strictObject({ role: Role }),
  answer: Invited,
  change({ name }, { role }, { access, now }) {
    const known = access.people.find(name)
    if (role !== 'admin') keepAnAdmin(access.people, name)
    access.people.put({
      name,
      role,
      password: known?.password ?? null,
      since: known?.since ?? now(),
    })
    const { key, until } = access.logins.invite(name, role)
    return { link: linkTo(key, name), until }
  },
})

export const removePerson = changeRoute({
  method: 'delete',
  path: '/api/people/{name}',
  summary: 'Removes a person; their sessions end',
  right: 'administer',
  params: z.strictObject({ name: PersonName }),
  body: z.strictObject({}),
  answer: z.object({}),
  change({ name }, _body, { access }) {
    keepAnAdmin(access.people, name)
    if (!access.people.remove(name))
      throw new Refusal(404, `expected a person, found no ${name}`, 'gone')
    return {}
  },
})

function keepAnAdmin(people: People, name: string) {
  const admins = people.all().filter(({ role, password }) => role === 'admin' && password !== null)
  if (admins.length === 1 && admins[0]?.name === name) {
    throw new Refusal(409, `${name} is the only admin; expected another one first`, 'only-admin', {
      name,
    })
  }
}

/** The key stands behind #: it is told neither to the server's log nor to another site. */
export const linkTo = (key: string, name: string) =>
  `/#first-password?${new URLSearchParams({ key, name })}`
