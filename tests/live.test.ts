import { expect, onTestFinished, test } from 'vitest'
import { startLive } from '../gateway/live.ts'
import { messageOf } from '../gateway/message.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'
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
