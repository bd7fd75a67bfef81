import { meetArduino } from '../../firmware/arduino.ts'
import { firmataButtons } from '../../firmware/firmata-buttons.ts'
import { firmataLine } from './firmata-line.ts'

/** Meets a board so many times, and tells how many bytes more are in use than after the first. */
const [times = 1000] = process.argv.slice(2).map(Number)
const warmUp = 50

async function meet() {
  const wiring = { driver: 'firmata' as const, port: 'none', pins: [2, 3, 4, 5, 6], light: 13 }
  const line = firmataLine()
  const { promise: met, resolve } = Promise.withResolvers<void>()
  const buttons = firmataButtons(
    wiring,
    () => {},
    () => {},
  )
  const conversation = meetArduino(line, [buttons], resolve)
  await met
  conversation.close()
  await line.close()
}

function used() {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  return { heapUsed, rss }
}

for (let n = 0; n < warmUp; n += 1) await meet()
const before = used()
for (let n = 0; n < times; n += 1) await meet()
const after = used()
console.log(
  JSON.stringify({
    times,
    heapBytes: after.heapUsed - before.heapUsed,
    residentBytes: after.rss - before.rss,
  }),
)
