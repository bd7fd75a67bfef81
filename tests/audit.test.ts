import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../gateway/database/database.ts'
import { openReading } from '../gateway/reading.ts'
import { changes } from './support/changes.ts'
import { aClosedGateway } from './support/closed-gateway.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'

test('who changed what is noted, without secrets, also when it was not done', async () => {
  const gateway = await aClosedGateway()
  const ada = await gateway.firstAdmin()
  await ada('PUT', '/api/people/Bob', { role: 'viewer' })
  await ada('DELETE', '/api/people/Ada', {})
  await ada('POST', '/api/password', { old: 'a good password', password: 'another password' })
  const again = await gateway.login('Ada', 'another password')
  const { body } = await again('GET', '/api/audit')
  expect(body.deeds).toMatchObject([
    { who: 'person Ada', action: 'changed their password', detail: '' },
    { who: 'person Ada', detail: 'not done: Ada is the only admin; expected another one first' },
    { who: 'person Ada', action: 'DELETE /api/people/{name}', detail: '{"name":"Ada"}' },
    {
      who: 'person Ada',
      action: 'PUT /api/people/{name}',
      detail: '{"name":"Bob","role":"viewer"}',
    },
    { who: 'person Ada', action: 'set their first password' },
  ])
  const older = await again('GET', `/api/audit?before=${body.deeds[1].id}&limit=1`)
  expect(older.body.deeds).toEqual([body.deeds[2]])
  expect((await again('GET', '/api/audit?limit=501')).status).toBe(400)
  expect(JSON.stringify(body)).not.toMatch(/good password|another password/)
})

test('every change that people can make is noted under their name', async () => {
  const gateway = await aClosedGateway()
  const ada = await gateway.firstAdmin()
  for (const { method, path, body, action } of changes) {
    await ada(method, path, body)
    const { deeds } = (await ada('GET', '/api/audit')).body
    const noted = deeds.filter((deed: { detail: string }) => !deed.detail.startsWith('not done'))
    expect(noted[0], action).toMatchObject({ who: 'person Ada', action })
  }
})

test('the database refuses to change, replace or delete a row of the audit log', async () => {
  const gateway = await aClosedGateway()
  await gateway.firstAdmin()
  await gateway.close()
  const { sqlite, close } = openDatabase(gateway.data)
  const rows = () => sqlite.prepare('select * from audit').all()
  const before = rows()
  expect(before).toHaveLength(1)
  for (const change of [
    "update audit set who = 'somebody else'",
    'delete from audit',
    "insert or replace into audit values (1, 1, 'x', 'x', 'x')",
  ]) {
    expect(() => sqlite.exec(change), change).toThrow(/audit log is never/)
  }
  expect(rows()).toEqual(before)
  close()
})

test('a restored backup brings people back, and neither sessions nor pairing codes', async () => {
  const gateway = await aClosedGateway()
  const ada = await gateway.firstAdmin()
  const path = '/api/devices/hall/counter-1/pairing'
  const code = (await ada('POST', path, {})).body.code.slice(0, 7)
  const folder = scratchFolder()
  const backup = join(folder, 'gateway.sqlite')
  const reading = openReading({ data: gateway.data })
  reading.backup(backup)
  reading.close()
  await gateway.close()

  const restored = await aClosedGateway({ data: folder })
  expect(existsSync(join(folder, 'passing.sqlite'))).toBe(true)
  expect(restored.firstKey).toBeNull()
  const late = restored.with({ cookie: gateway.adminCookie() })
  expect((await late('GET', '/api/people')).status).toBe(401)
  expect((await restored.anyone('POST', '/api/pairing', { code })).status).toBe(403)
  const again = await restored.login('Ada', 'a good password')
  expect((await again('GET', '/api/people')).status).toBe(200)
})

test('a change of the command line is noted as such', async () => {
  const gateway = await aClosedGateway()
  const ada = await gateway.firstAdmin()
  const config = join(gateway.data, 'gateway.json')
  writeFileSync(config, JSON.stringify({ data: gateway.data }))
  const added = run('gateway/main.ts', 'person', 'add', 'Bob', '--role', 'viewer', '-c', config)
  expect(await added.ended, added.err()).toBe(0)
  const [deed] = (await ada('GET', '/api/audit')).body.deeds
  expect(deed).toMatchObject({ who: 'command line', action: 'PUT /api/people/{name}' })
})

test('sites that differ in the settings file, and what commands take, are noted', async () => {
  const data = scratchFolder()
  const config = join(data, 'gateway.json')
  const file = join(data, 'sales.ndjson')
  writeFileSync(file, '{"log":"loyalty-sales","v":1}\n')
  for (const name of ['One', 'Two', 'Two']) {
    const settings = { data, sites: [{ id: 'hall', name, touchpoints: [{ id: 'counter-1' }] }] }
    writeFileSync(config, JSON.stringify(settings))
    const imported = run('gateway/main.ts', 'import', file, '-c', config)
    expect(await imported.ended, imported.err()).toBe(0)
  }
  const taking = ['--touchpoint', 'counter-1', '--source', 'till-1', '-c', config]
  await run('gateway/main.ts', 'take-sales', file, ...taking).ended
  const { sqlite, close } = openDatabase(data)
  const noted = sqlite.prepare('select who, action from audit').raw().all()
  close()
  const [changed, imported] = ['changed the settings of sites', 'import']
  expect(noted).toEqual([
    ['gateway.json', changed],
    ['command line', imported],
    ['gateway.json', changed],
    ['command line', imported],
    ['command line', imported],
    ['command line', 'take-sales'],
  ])
}, 60_000)
