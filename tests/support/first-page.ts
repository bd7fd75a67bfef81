import type { BrowserContext } from 'playwright-core'

export interface FirstPage {
  /** From the asking to the first touchpoint on the screen. */
  usableMs: number
  /** What the page's own thread worked meanwhile: nothing else on the machine adds to it. */
  workedMs: number
  /** Compressed, with all that it brings. */
  bytes: number
}

/** Opens the console with nothing kept from before, on a processor so many times slower. */
export async function openFirstPage(
  context: BrowserContext,
  address: string,
  timesSlower = 1,
): Promise<FirstPage> {
  const page = await context.newPage()
  // What it starts for any page of the gateway is not counted.
  await page.goto(`${address}healthz`)
  // To ask again and again from outside would slow it down.
  await page.addInitScript(`
    new MutationObserver(() => {
      if (document.querySelector('main article')) globalThis.usableAt ??= performance.now()
    }).observe(document, { childList: true, subtree: true })`)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: timesSlower })
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
  const before = await worked()
  await page.goto(address)
  await page.getByRole('article').first().waitFor()
  const workedMs = (await worked()) - before
  const usableMs = await page.evaluate<number>('usableAt')
  const bytes = await page.evaluate(() =>
    performance
      .getEntries()
      .filter(entry => entry instanceof PerformanceResourceTiming)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  )
  await page.close()
  return { usableMs, workedMs, bytes }
}
