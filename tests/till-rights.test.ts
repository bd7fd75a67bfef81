import { expect, test } from 'vitest'
import { type Ask, aClosedGateway, aGuest } from './support/closed-gateway.ts'
import { monday } from './support/events.ts'

const touchpoints = ['counter-1', 'kiosk'].map(id => ({ id }))
const sites = [
  { id: 'hall', touchpoints: touchpoints.slice(0, 1) },
  { id: 'mall', touchpoints },
]

const aSale = (touchpoint: string, id: string) => ({ touchpoint, id, at: monday })

async function aShop() {
  const gateway = await aClosedGateway({ settings: { sites }, now: () => monday })
  const admin = await gateway.firstAdmin()
  async function aTill(name: string) {
    const { body } = await admin('POST', '/api/tokens', { name, scopes: ['sell'] })
    const { username, password, token } = body
    return { ask: gateway.with({ authorization: `Bearer ${token}` }), who: { username, password } }
  }
  return { gateway, admin, aTill }
}

/** Where the sales are that were taken, and whose. */
async function soldIn(admin: Ask): Promise<string[]> {
  const { body } = await admin('GET', '/api/export/sales')
  const lines: string[] = body.trim().split('\n').slice(1)
  return lines.map(line => {
    const { site, touchpoint, source, id } = JSON.parse(line)
    return `${id}: ${source} at ${site}/${touchpoint}`
  })
}

test('the token of a till sells at its own site and under its own name only', async () => {
  const { admin, aTill } = await aShop()
  const { ask } = await aTill('hall/till-1')
  const sell = (sale: object) => ask('POST', '/api/served', sale)
  expect((await sell({ ...aSale('counter-1', 'a'), source: 'till-9' })).status).toBe(200)
  for (const touchpoint of ['mall/counter-1', 'kiosk', 'mall/kiosk']) {
    expect(await sell(aSale(touchpoint, 'b')), touchpoint).toMatchObject({
      status: 400,
      body: { error: `touchpoint: expected one that exists, found ${touchpoint}` },
    })
  }
  const list = await ask('POST', '/api/served', [aSale('kiosk', 'c'), aSale('hall/counter-1', 'd')])
  expect(list.body).toMatchObject({ taken: 1, refused: [{ index: 0 }] })
  expect(await soldIn(admin)).toEqual([
    'a: till-1 at hall/counter-1',
    'd: till-1 at hall/counter-1',
  ])
})

test('a till that was made for no site sells at all of them, under its own name', async () => {
  const { admin, aTill } = await aShop()
  const { ask } = await aTill('till-2')
  for (const touchpoint of ['hall/counter-1', 'kiosk']) {
    expect((await ask('POST', '/api/served', aSale(touchpoint, touchpoint))).status).toBe(200)
  }
  expect(await soldIn(admin)).toEqual([
    'hall/counter-1: till-2 at hall/counter-1',
    'kiosk: till-2 at mall/kiosk',
  ])
})

test('over MQTT a till sells on its own topic, at its own site, and nothing else', async () => {
  const { gateway, admin, aTill } = await aShop()
  const { who } = await aTill('hall/till-1')
  const isTaken = async (topic: string, sale: object) => {
    const client = await aGuest(gateway.mqtt, who)
    const closed = new Promise<boolean>(resolve => client.once('close', () => resolve(false)))
    const told = client.publishAsync(topic, JSON.stringify(sale), { qos: 1 }).then(() => true)
    return Promise.race([told, closed])
  }
  expect(await isTaken('loyalty/1/hall/till-1/served', aSale('counter-1', 'a'))).toBe(true)
  // Taken, and kept among what is no sale: it blocks nobody.
  expect(await isTaken('loyalty/1/hall/till-1/served', aSale('mall/kiosk', 'b'))).toBe(true)
  for (const topic of ['loyalty/1/mall/till-1/served', 'loyalty/1/hall/till-2/served']) {
    expect(await isTaken(topic, aSale('counter-1', 'c')), topic).toBe(false)
  }
  expect(await isTaken('loyalty/1/hall/till-1/event', aSale('counter-1', 'd'))).toBe(false)
  expect(await soldIn(admin)).toEqual(['a: till-1 at hall/counter-1'])
  const { rejected } = (await admin('GET', '/api/losses')).body
  expect(rejected.newest).toMatchObject([{ reason: 'not-a-sale' }])
})
