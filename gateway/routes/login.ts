import { z } from 'zod'
import { Right } from '../access/rights.ts'
import { jsonRoute, sessionRoute } from './route.ts'

export const PersonName = z.string().trim().min(1).max(64)
const Given = z.string().max(200)
const Password = z.string().min(10, 'must have at least 10 characters').max(200)
const Done = z.object({ name: z.string() })

export const me = jsonRoute({
  path: '/api/me',
  summary: 'Who asks, and what they may do',
  right: 'anyone',
  query: z.strictObject({}),
  answer: z.object({ name: z.string().nullable(), rights: z.array(Right) }),
  read: (_query, _source, { name, kind, rights }) => ({
    name: kind === 'anyone' ? null : name,
    rights,
  }),
})

export const login = sessionRoute({
  path: '/api/login',
  summary: 'Lets a person in; the session comes in a cookie',
  right: 'anyone',
  body: z.strictObject({ name: PersonName, password: Given }),
  answer: Done,
  async change(_params, { name, password }, { access }, { address }) {
    return { session: await access.logins.login(name, password, address), answer: { name } }
  },
})

export const logout = sessionRoute({
  path: '/api/logout',
  summary: 'Ends the session',
  right: 'anyone',
  body: z.strictObject({}),
  answer: z.object({}),
  async change(_params, _body, { access }, { session }) {
    if (session !== undefined) access.logins.logout(session)
    return { session: null, answer: {} }
  },
})

export const firstPassword = sessionRoute({
  path: '/api/password/first',
  summary: 'Sets the password of who was invited, by the key of their link, and lets them in',
  right: 'anyone',
  body: z.strictObject({ key: Given, name: PersonName, password: Password }),
  answer: Done,
  async change(_params, { key, name, password }, { access, now }) {
    const { session, person } = await access.logins.accept(key, name, password)
    const [at, who] = [now(), `person ${person}`]
    access.audit.add({ at, who, action: 'set their first password', detail: '' })
    return { session, answer: { name: person } }
  },
})

export const ownPassword = sessionRoute({
  path: '/api/password',
  summary: "Changes one's own password; every other session ends",
  right: 'live',
  body: z.strictObject({ old: Given, password: Password }),
  answer: Done,
  async change(_params, { old, password }, { access, now }, { name, address }) {
    const session = await access.logins.changePassword(name, old, password, address)
    const [at, who] = [now(), `person ${name}`]
    access.audit.add({ at, who, action: 'changed their password', detail: '' })
    return { session, answer: { name } }
  },
})
