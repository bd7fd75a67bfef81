import { existsSync } from 'node:fs'
import { type BrowserContext, chromium, type Browser as Program } from 'playwright-core'
import { onTestFinished } from 'vitest'

const executablePath = '/usr/bin/chromium'

export const withChromium = existsSync(executablePath)
if (!withChromium) console.log('Pages are not looked at: Chromium is not installed.')

export interface Browser {
  context: BrowserContext
  close(): Promise<void>
}

/** Started once for all tests of a process, with which it ends: a start takes a second. */
let program: Promise<Program> | undefined

const start = () =>
  chromium.launch({
    executablePath,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      // A process of its own for each page is half of what a page costs.
      '--process-per-site',
    ],
  })

/** A browser with nothing remembered; a page that stays open keeps the process for the next ones. */
export async function openBrowser(locale: string, staysAt?: string): Promise<Browser> {
  program ??= start()
  const context = await (await program).newContext({ locale })
  if (staysAt !== undefined) await (await context.newPage()).goto(staysAt)
  return { context, close: () => context.close() }
}

/** The same, closed when the test is over. */
export async function aBrowser(locale = 'en-GB'): Promise<BrowserContext> {
  const browser = await openBrowser(locale)
  onTestFinished(browser.close)
  return browser.context
}
