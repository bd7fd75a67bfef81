import { openBrowser, withChromium } from '../support/chromium.ts'
import { openFirstPage } from '../support/first-page.ts'
import { openHall } from '../support/hall.ts'
import { compare } from './figure.ts'

const rounds = 5
const timesSlower = 4
const usableWithinMs = 2000

/** How soon somebody who opens the console sees numbers; null without Chromium. */
export async function benchPage() {
  if (!withChromium) return null
  const hall = await openHall()
  const { context } = await openBrowser('en-GB')
  const usableMs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    usableMs.push((await openFirstPage(context, hall.address, timesSlower)).usableMs)
  }
  await context.browser()?.close()
  await hall.close()
  return {
    usable: compare({
      unit: `ms until the first page shows a touchpoint, on a processor ${timesSlower} times slower`,
      values: usableMs,
      comparedTo: 'what a reader waits for without being annoyed',
      rivals: [usableWithinMs],
      goal: { atMost: 1 },
    }),
  }
}
