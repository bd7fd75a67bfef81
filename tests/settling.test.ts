import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../gateway/database/database.ts'
import { openTables } from '../gateway/database/tables.ts'
import { startIngest } from '../gateway/ingest.ts'
import { messageOf } from '../gateway/message.ts'
import { startSettling } from '../gateway/settling.ts'
import { mostInRound, startTallying } from '../gateway/tallying.ts'
import { openTouchpoints } from '../gateway/touchpoints.ts'
import { verify } from '../gateway/verify.ts'
import { aBoot, toldBy } from './support/events.ts'
import { quickFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

/** Stores the presses of some devices, and counts them by itself a while after. */
function aStore(latestMs: number) {
  const folder = quickFolder()
  const database = openDatabase(folder)
  onTestFinished(database.close)
  const tables = openTables(database)
  const tallying = startTallying(tables, openTouchpoints([]))
  const settling = startSettling(database, tallying, () => {}, latestMs)
  onTestFinished(settling.close)
  const ingest = startIngest(
    database,
    tables,
    stored => {
      tallying.keepAtHand(stored)
      settling.soon()
    },
    () => {},
  )
  const boots = Array.from({ length: 20 }, () => aBoot())
  async function press(times: number) {
    const received: Promise<unknown>[] = []
    for (let n = 0; n < times; n += 1) {
      const nth = n % boots.length
      const event = boots[nth]?.(n * 1000, { kind: 'pressed' })
      if (event) received.push(ingest.receive(messageOf(toldBy(`counter-${nth}`, event))))
    }
    await Promise.all(received)
  }
  return { folder, tallying, press }
}

const soonMs = 20
const neverMs = 1_000_000

test('what nobody asks for is counted by itself, and others have their turn between devices', async () => {
  const { folder, tallying, press } = aStore(soonMs)
  await press(200)
  expect(tallying.waiting()).toBe(200)
  let turns = 0
  while (tallying.waiting() > 0) {
    await nextTurn()
    if (!tallying.isInRound()) continue
    // It belongs to the next round, which nobody asks for either.
    if (turns === 0) await press(40)
    turns += 1
  }
  expect(turns).toBeGreaterThan(20)
  expect(verify(folder)).toMatchObject({ events: 240, uncounted: 0, faults: [] })
})

test('as soon as there is a round full, it is counted', async () => {
  const { tallying, press } = aStore(neverMs)
  await press(mostInRound - 1)
  expect(tallying.waiting()).toBe(mostInRound - 1)
  await press(1)
  await until('the round is counted', () => tallying.waiting() === 0)
})
