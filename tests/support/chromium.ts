import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { onTestFinished } from 'vitest'

const executablePath = '/usr/bin/chromium'

export const withChromium = existsSync(executablePath)
if (!withChromium) console.log('Pages are not looked at: Chromium is not installed.')

export interface Browser {
  context: BrowserContext
  close(): Promise<void>
}

/** A browser with nothing remembered. */
export async function openBrowser(locale: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'loyalty-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    locale,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  })
  return {
    context,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** The same, closed when the test is over. */
export async function aBrowser(locale = 'en-GB'): Promise<BrowserContext> {
  const browser = await openBrowser(locale)
  onTestFinished(browser.close)
  return browser.context
}
