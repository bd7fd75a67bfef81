import { afterAll, beforeAll } from 'vitest'
import { type Browser, openBrowser } from './chromium.ts'
import { openConsole } from './console-page.ts'
import { type Hall, openHall } from './hall.ts'

/** A hall, and a browser to look at it, for all tests of a group. */
export function aShownHall() {
  let hall: Hall
  let browser: Browser
  beforeAll(async () => {
    hall = await openHall()
    browser = await openBrowser('en-GB', `${hall.address}healthz`)
  })
  afterAll(async () => {
    await browser.close()
    await hall.close()
  })
  return {
    hall: () => hall,
    context: () => browser.context,
    look: (query?: string) => openConsole(browser.context, hall.address, { query }),
  }
}
