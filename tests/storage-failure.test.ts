import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { changes } from './support/changes.ts'
import { type Ask, aClosedGateway, type ClosedGateway } from './support/closed-gateway.ts'
import { aBoot, monday } from './support/events.ts'
import { aHall } from './support/sales.ts'
import { scratchFolder } from './support/scratch.ts'

const sites = [aHall()]
const columns = { time: ['Time'], format: 'yyyy-MM-dd HH:mm:ss', id: ['Id'] }
const aTill = (folder: string) => ({ source: 'till-1', touchpoint: 'counter-1', folder, columns })

/** Nothing can be written to a table, as if the disk had failed there; gives how to mend it. */
function breakTable({ data }: ClosedGateway, table: string, file = 'gateway.sqlite') {
  const database = new BetterSqlite3(join(data, file))
  database.exec(`create trigger broken_${table} before insert on ${table}
    begin select raise(abort, 'a broken disk'); end`)
  return () => {
    database.exec(`drop trigger broken_${table}`)
    database.close()
  }
}

async function aToken(admin: Ask, gateway: ClosedGateway, name: string, scopes: string[]) {
  const { body } = await admin('POST', '/api/tokens', { name, scopes })
  return gateway.with({ authorization: `Bearer ${body.token}` })
}

const receipts = 'Time,Id\n2026-03-02 08:00:00,2\n'

const refused = {
  status: 503,
  body: {
    error: 'the gateway cannot use its database at present; its log says why',
    code: 'database-failed',
  },
}

test('what cannot be noted is not done, and whoever asked is told so in a plain sentence', async () => {
  const gateway = await aClosedGateway({ settings: { sites } })
  const admin = await gateway.firstAdmin()
  const mend = breakTable(gateway, 'audit')
  for (const { method, path, body, action } of changes) {
    expect(await admin(method, path, body), action).toMatchObject(refused)
  }
  expect(gateway.said.join('\n')).toContain('a broken disk')
  mend()
  const { people } = (await admin('GET', '/api/people')).body
  expect(people).toMatchObject([{ name: 'Ada' }])
  expect((await admin('PUT', '/api/people/Bob', { role: 'viewer' })).status).toBe(200)
})

test('tills, tablets and people are told so too, and are taken when the disk is mended', async () => {
  const settings = { sites, tills: [aTill(scratchFolder())] }
  const gateway = await aClosedGateway({ settings, now: () => monday })
  const admin = await gateway.firstAdmin()
  const till = await aToken(admin, gateway, 'hall/till-1', ['sell'])
  const { username, password } = (
    await admin('POST', '/api/devices/hall/counter-1/credentials', {})
  ).body
  const basic = Buffer.from(`${username}:${password}`).toString('base64')
  const tablet = gateway.with({ authorization: `Basic ${basic}` })
  const press = { events: [aBoot()(0, { kind: 'pressed' })] }
  const sale = { touchpoint: 'counter-1', id: '1', at: monday }
  const day = { touchpoint: 'counter-1', from: '2026-03-01', to: '2026-03-02' }
  const ada = { name: 'Ada', password: 'a good password' }
  for (const { tell, table, file } of [
    { table: 'sales', tell: () => till('POST', '/api/served', sale) },
    { table: 'sales', tell: () => till('POST', '/api/served/files/till-1', receipts) },
    { table: 'events', tell: () => tablet('POST', '/api/tell/hall/counter-1', press) },
    {
      table: 'manual_figures',
      tell: () => admin('PUT', '/api/served/manual', { ...day, customers: 9 }),
    },
    {
      table: 'sessions',
      tell: () => gateway.anyone('POST', '/api/login', ada),
      file: 'passing.sqlite',
    },
  ]) {
    const mend = breakTable(gateway, table, file)
    expect(await tell(), table).toMatchObject(refused)
    mend()
    const { status, body } = await tell()
    expect(status, JSON.stringify(body)).toBe(200)
  }
})
