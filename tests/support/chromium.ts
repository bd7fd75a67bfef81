import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { scratchFolder } from './scratch.ts'

const executablePath = '/usr/bin/chromium'
export const withChromium = existsSync(executablePath)
if (!withChromium) console.log('Pages are not looked at: Chromium is not installed.')

/** A browser with a new profile, closed when the test is over. */
export async function aBrowser(locale = 'en-GB'): Promise<BrowserContext> {
  const browser = await chromium.launchPersistentContext(join(scratchFolder(), 'profile'), {
    executablePath,
    locale,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  })
  onTestFinished(() => browser.close())
  return browser
}
