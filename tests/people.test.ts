import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aClosedGateway, cookieIn } from './support/closed-gateway.ts'

const dayMs = 86_400_000

test('the first start gives a link that sets the first password, once', async () => {
  const gateway = await aClosedGateway()
  expect((await gateway.anyone('GET', '/api/indices')).status).toBe(401)
  const wanted = { key: gateway.firstKey, name: 'Ada', password: 'a good password' }
  const short = await gateway.anyone('POST', '/api/password/first', { ...wanted, password: '123' })
  expect(short).toMatchObject({ status: 400, body: { error: expect.stringContaining('10') } })
  const first = await gateway.anyone('POST', '/api/password/first', wanted)
  expect(first).toMatchObject({ status: 200, body: { name: 'Ada' } })
  const again = await gateway.anyone('POST', '/api/password/first', { ...wanted, name: 'Eve' })
  expect(again.status).toBe(403)
  const ada = gateway.with({ cookie: cookieIn(first.headers) })
  expect((await ada('GET', '/api/me')).body).toMatchObject({ name: 'Ada' })
  expect((await ada('GET', '/api/indices')).status).toBe(200)
})

test('the next start gives no such link', async () => {
  const first = await aClosedGateway()
  await first.firstAdmin()
  await first.close()
  const second = await aClosedGateway({ data: first.data })
  expect(second.firstKey).toBeNull()
  const ada = await second.login('Ada', 'a good password')
  expect((await ada('GET', '/api/people')).body.people).toMatchObject([
    { name: 'Ada', role: 'admin' },
  ])
})

test('a session is over after a month without use, at logout, and with another password', async () => {
  let time = Date.now()
  const gateway = await aClosedGateway({ now: () => time })
  const ada = await gateway.firstAdmin()
  time += 20 * dayMs
  expect((await ada('GET', '/api/people')).status).toBe(200)
  time += 20 * dayMs
  expect((await ada('GET', '/api/people')).status).toBe(200)
  time += 31 * dayMs
  expect((await ada('GET', '/api/people')).status).toBe(401)

  const [one, two] = [
    await gateway.login('Ada', 'a good password'),
    await gateway.login('Ada', 'a good password'),
  ]
  expect((await one('POST', '/api/logout', {})).status).toBe(200)
  expect((await one('GET', '/api/people')).status).toBe(401)
  const wrong = await two('POST', '/api/password', { old: 'not it', password: 'another password' })
  expect(wrong.status).toBe(401)
  const changed = await two('POST', '/api/password', {
    old: 'a good password',
    password: 'another password',
  })
  expect(changed.status).toBe(200)
  expect((await two('GET', '/api/people')).status).toBe(401)
  const ends = gateway.with({ cookie: cookieIn(changed.headers) })
  expect((await ends('GET', '/api/people')).status).toBe(200)
})

test('a person who is removed, or has less of a role, is so at once', async () => {
  const gateway = await aClosedGateway()
  const ada = await gateway.firstAdmin()
  const { body } = await ada('PUT', '/api/people/Bob', { role: 'manager' })
  const key = new URLSearchParams(body.link.split('?')[1]).get('key')
  const accepted = await gateway.anyone('POST', '/api/password/first', {
    ...{ key, name: 'Bob', password: 'bobs password' },
  })
  const bob = gateway.with({ cookie: cookieIn(accepted.headers) })
  expect((await bob('GET', '/api/indices')).status).toBe(200)
  expect((await bob('PUT', '/api/people/Bob', { role: 'admin' })).status).toBe(403)
  await ada('PUT', '/api/people/Bob', { role: 'viewer' })
  expect((await bob('GET', '/api/indices')).status).toBe(403)
  expect((await bob('HEAD', '/api/live')).status).toBe(200)
  await ada('DELETE', '/api/people/Bob', {})
  expect((await bob('GET', '/api/indices')).status).toBe(401)
  expect((await ada('DELETE', '/api/people/Ada', {})).status).toBe(409)
  expect((await ada('PUT', '/api/people/Ada', { role: 'viewer' })).status).toBe(409)
})

test('wrong passwords are slowed down, for an account and for an address', async () => {
  let time = Date.now()
  const gateway = await aClosedGateway({ now: () => time })
  await gateway.firstAdmin()
  const attempt = async (name: string, password: string) =>
    gateway.anyone('POST', '/api/login', { name, password })
  for (let n = 0; n < 5; n += 1) expect((await attempt('Ada', 'wrong')).status).toBe(401)
  const slowed = await attempt('Ada', 'a good password')
  expect(slowed.status).toBe(429)
  expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
  time += 20_000
  expect((await attempt('Ada', 'a good password')).status).toBe(200)
  for (let n = 0; n < 18; n += 1) await attempt(`somebody-${n}`, 'wrong')
  expect((await attempt('another', 'wrong')).status).toBe(429)
})

test('the cookie of a session is out of reach for scripts and other sites', async () => {
  const gateway = await aClosedGateway()
  const { headers } = await gateway.anyone('POST', '/api/password/first', {
    ...{ key: gateway.firstKey, name: 'Ada', password: 'a good password' },
  })
  expect(headers.get('set-cookie')).toMatch(
    /^session=[\w-]{27}; Path=\/; HttpOnly; SameSite=Strict/,
  )
})

test('over TLS the cookie is one that no plain connection and no other site can set', async () => {
  const gateway = await aClosedGateway()
  await gateway.firstAdmin()
  const ca = readFileSync(join(gateway.data, 'tls', 'authority.crt'))
  const ask = (method: string, path: string, headers: object, body = '') =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const told = { method, headers: { ...headers, 'content-length': body.length }, ca }
      const asking = request(`https://127.0.0.1:${gateway.listening.https}${path}`, told, resolve)
      asking.on('error', reject).end(body)
    })
  const ada = JSON.stringify({ name: 'Ada', password: 'a good password' })
  const { headers } = await ask('POST', '/api/login', {}, ada)
  const [cookie = ''] = headers['set-cookie'] ?? []
  expect(cookie).toMatch(
    /^__Host-session=[\w-]{27}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/,
  )
  const [own = ''] = cookie.split(';')
  expect((await ask('GET', '/api/people', { cookie: own })).statusCode).toBe(200)
  const plain = own.replace('__Host-', '')
  expect((await ask('GET', '/api/people', { cookie: plain })).statusCode).toBe(401)
})
