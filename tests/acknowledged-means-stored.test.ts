import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { topics } from '../shared/topics.ts'
import { aBoot } from './support/events.ts'
import { aClient, aGateway } from './support/gateway.ts'
import { scratchFolder } from './support/scratch.ts'

test('when the acknowledgement arrives, the row is there, for every one of many', async () => {
  const data = scratchFolder()
  const gateway = await aGateway({ data })
  const rows = openBeside(data)
  const client = await aClient(gateway.mqtt, 'hall/counter-1')
  const event = aBoot()
  let checked = 0
  await Promise.all(
    Array.from({ length: 500 }, async () => {
      const told = event(1000, { kind: 'pressed' })
      const topic = topics.event('hall', 'counter-1')
      await client.publishAsync(topic, JSON.stringify(told), { qos: 1 })
      expect(rows.has(told.seq)).toBe(true)
      checked += 1
    }),
  )
  expect(checked).toBe(500)
  expect(rows.count()).toBe(500)
})

test('an event told again is acknowledged, and counts once', async () => {
  const data = scratchFolder()
  const gateway = await aGateway({ data })
  const client = await aClient(gateway.mqtt, 'hall/counter-1')
  const told = JSON.stringify(aBoot()(1000, { kind: 'pressed' }))
  for (let n = 0; n < 3; n += 1) {
    await client.publishAsync(topics.event('hall', 'counter-1'), told, { qos: 1 })
  }
  expect(openBeside(data).count()).toBe(1)
  const [aside] = (
    await gateway.get<{ setAside: { pressed: number }[] }>('/api/set-aside?from=2026-03-01')
  ).setAside
  expect(aside?.pressed).toBe(1)
})

/** Looks into the gateway's database from a connection of its own: it sees only what is committed. */
function openBeside(folder: string) {
  const database = new BetterSqlite3(join(folder, 'gateway.sqlite'), { readonly: true })
  onTestFinished(() => void database.close())
  const select = database.prepare<[], { told: string }>('select told from events')
  const seqOf = (line: string) => Number(/"seq":(\d+)/.exec(line)?.[1])
  const seqs = () => select.all().flatMap(({ told }) => told.split('\n\n').map(seqOf))
  return { has: (seq: number) => seqs().includes(seq), count: () => seqs().length }
}
