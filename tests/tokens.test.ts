import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openDatabaseToRead } from '../gateway/database/database.ts'
import { aClosedGateway, aGuest } from './support/closed-gateway.ts'

const dayMs = 86_400_000

afterEach(() => void vi.useRealTimers())

test('a token is over at its end, also for who is connected with it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  let time = Date.now()
  const gateway = await aClosedGateway({ now: () => time })
  const admin = await gateway.firstAdmin()
  const wanted = { name: 'node-red', scopes: ['live', 'read'], days: 2 }
  const { username, password, token } = (await admin('POST', '/api/tokens', wanted)).body
  const reader = gateway.with({ authorization: `Bearer ${token}` })
  const client = await aGuest(gateway.mqtt, { username, password })
  const closed = new Promise<void>(resolve => client.once('close', () => resolve()))

  time += 2 * dayMs - 1
  vi.advanceTimersByTime(60_000)
  expect((await reader('GET', '/api/indices')).status).toBe(200)
  expect(client.connected).toBe(true)
  time += 1
  vi.advanceTimersByTime(60_000)
  await closed
  expect((await reader('GET', '/api/indices')).status).toBe(401)
  await expect(aGuest(gateway.mqtt, { username, password })).rejects.toThrow('Not authorized')
})

test('a token does what its scopes say, and is told once', async () => {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  const wanted = { name: 'node-red', scopes: ['live'] }
  const { password, token } = (await admin('POST', '/api/tokens', wanted)).body
  const reader = gateway.with({ authorization: `Bearer ${token}` })
  expect((await reader('HEAD', '/api/live')).status).toBe(200)
  expect((await reader('GET', '/api/indices')).status).toBe(403)
  expect((await admin('POST', '/api/tokens', wanted)).status).toBe(409)
  for (const path of ['/api/tokens', '/api/audit']) {
    const told = JSON.stringify((await admin('GET', path)).body)
    expect(told).toContain('node-red')
    expect(told).not.toContain(password)
  }
})

test('nothing with which somebody comes in can be read from the disk', async () => {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin('Ada', 'a good password')
  const device = '/api/devices/hall/counter-1'
  const secrets: string[] = [
    'a good password',
    gateway.firstKey ?? '',
    gateway.adminCookie().split('=')[1] ?? '',
    (await admin('POST', '/api/tokens', { name: 'node-red', scopes: ['live'] })).body.password,
    (await admin('POST', `${device}/credentials`, {})).body.password,
    (await admin('POST', `${device}/pairing`, {})).body.code.slice(0, 7),
    (await admin('PUT', '/api/people/Bob', { role: 'viewer' })).body.link.split(/[=&]/)[1],
  ]
  expect(secrets.every(secret => secret.length >= 7)).toBe(true)
  const files = readdirSync(gateway.data).filter(file => file.includes('sqlite'))
  const bytes = files.map(file => readFileSync(join(gateway.data, file), 'latin1')).join('')
  expect(bytes.includes('node-red')).toBe(true)
  for (const secret of secrets) expect(bytes.includes(secret), secret).toBe(false)

  const { sqlite, close } = openDatabaseToRead(gateway.data)
  const hashes = sqlite
    .prepare(
      'select password from people where password is not null union select password from credentials',
    )
    .pluck()
    .all()
  close()
  expect(hashes).toHaveLength(3)
  for (const hash of hashes) expect(hash).toMatch(/^scrypt:\d{4,}:8:1:/)
})
