import { connectAsync } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { startLive } from '../gateway/live.ts'
import { messageOf } from '../gateway/message.ts'
import { topics } from '../shared/topics.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway, someBooks } from './support/gateway.ts'
import { until } from './support/until.ts'

/** Live numbers, and which touchpoints were told to be kept. */
function aLive() {
  const books = someBooks()
  const live = startLive(books, () => monday)
  onTestFinished(live.close)
  books.onHeard(live.heard)
  const kept: string[] = []
  live.onKeep(({ touchpoint }) => kept.push(touchpoint))
  const boot = aBoot()
  const press = (ms: number) =>
    books.ingest.receive(messageOf(toldBy('desk', boot(ms, { kind: 'pressed' }))))
  return { live, kept, press }
}

const within = 1000

test('while somebody reads, a change is told within a second', async () => {
  const { live, kept, press } = aLive()
  live.keptIsRead(true)
  const begun = performance.now()
  await press(0)
  await until('the change is told', () => kept.length > 0)
  expect(performance.now() - begun).toBeLessThan(within)
})

test('while nobody reads, nothing that changes is told', async () => {
  const { kept, press } = aLive()
  const begun = performance.now()
  for (let ms = 0; performance.now() - begun < within; ms += 10_000) await press(ms)
  expect(kept).toEqual([])
})

test('what changed while nobody read is told within a second of somebody beginning to', async () => {
  const { live, kept, press } = aLive()
  await press(0)
  expect(kept).toEqual([])
  const begun = performance.now()
  live.keptIsRead(true)
  await until('the change is told', () => kept.length > 0)
  expect(performance.now() - begun).toBeLessThan(within)
})

test('a reader of the stream is no less somebody who reads', async () => {
  const { live, press } = aLive()
  const heard: string[] = []
  await press(0)
  const begun = performance.now()
  live.onChange(({ touchpoint }) => heard.push(touchpoint))
  await until('the change is told', () => heard.length > 0)
  expect(performance.now() - begun).toBeLessThan(within)
})

test('the first that a subscriber hears is as of now, however long nobody read', async () => {
  const gateway = await aGateway({ now: () => monday })
  const boot = aBoot()
  for (const visit of [1, 2, 3]) {
    await gateway.receive(messageOf(toldBy('desk', boot(visit, { kind: 'arrived', visit }))))
    const reader = await connectAsync(gateway.mqtt)
    const heard: number[] = []
    reader.on('message', (_topic, payload) => {
      heard.push(JSON.parse(payload.toString()).servedToday)
    })
    await reader.subscribeAsync(topics.live('hall', 'desk'))
    await until('the subscriber hears something', () => heard.length > 0)
    expect(heard).toEqual([visit])
    await reader.endAsync()
  }
})

test('who is subscribed to a live topic hears of a customer within a second', async () => {
  const gateway = await aGateway({ now: () => monday })
  const boot = aBoot()
  const arrive = (visit: number) =>
    gateway.receive(messageOf(toldBy('desk', boot(visit, { kind: 'arrived', visit }))))
  await arrive(1)
  const reader = await connectAsync(gateway.mqtt)
  onTestFinished(() => void reader.end(true))
  let served = 0
  reader.on('message', (_topic, payload) => {
    served = JSON.parse(payload.toString()).servedToday
  })
  const topic = topics.live('hall', 'desk')
  for (const visit of [2, 3]) {
    const begun = performance.now()
    await reader.subscribeAsync(topic)
    await arrive(visit)
    await until('the customer is told of', () => served === visit)
    expect(performance.now() - begun).toBeLessThan(within)
    await reader.unsubscribeAsync(topic)
  }
})
