import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { aBrowser, withChromium } from './support/chromium.ts'
import { aBoot, monday } from './support/events.ts'
import { openFirstPage } from './support/first-page.ts'
import { hurriedGateway } from './support/hurried-gateway.ts'
import { aShownHall } from './support/shown-hall.ts'

describe.skipIf(!withChromium)('the page Live', () => {
  const shown = aShownHall()

  test('a real press moves the numbers within a second, and a customer is seen at the counter', async () => {
    const { page } = await shown.look()
    const desk = page.getByRole('article', { name: 'Front desk' })
    await desk.getByText('served today').waitFor()
    const tells = aBoot(`live${Date.now()}`)
    const after = () => Date.now() - monday
    await shown
      .hall()
      .tell([tells(after(), { kind: 'started' }), tells(after(), { kind: 'arrived' })])
    await desk.getByText('Customer at counter').waitFor({ timeout: 1500 })
    await desk.getByText('1 customer served today').waitFor({ timeout: 1500 })
    const tookMs: number[] = []
    // A machine that has other things to do is late once, and not mostly.
    for (const visit of [1, 2, 3]) {
      await shown.hall().tell([tells(after(), { kind: 'pressed', button: 5 })])
      const told = performance.now()
      await desk.getByText(visit === 1 ? '1 answer' : `${visit} answers`).waitFor()
      tookMs.push(performance.now() - told)
      await shown
        .hall()
        .tell([
          tells(after(), { kind: 'left', visit }),
          tells(after(), { kind: 'arrived', visit: visit + 1 }),
        ])
    }
    const [, middleMs] = tookMs.toSorted((one, other) => one - other)
    expect(middleMs).toBeLessThan(1000)
    expect(await desk.locator('.figure').first().textContent()).toContain('100%')
  })

  test('a lost gateway is said plainly, with the age of the numbers, and found again', async () => {
    const { page } = await shown.look()
    await page.getByRole('article', { name: 'Till' }).waitFor()
    await shown.hall().stop()
    await page.getByText('The gateway does not answer.').waitFor()
    await page.getByText('last heard at').waitFor()
    await page.getByRole('article', { name: 'Till' }).waitFor()
    await shown.hall().start()
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor({ timeout: 15_000 })
    expect(await page.getByText('The gateway does not answer.').count()).toBe(0)
  })

  test('the first page is small, and works less than two seconds on a processor a fourth as fast', async () => {
    const { bytes, workedMs } = await openFirstPage(await aBrowser(), shown.hall().address)
    expect(bytes).toBeGreaterThan(20_000)
    expect(bytes).toBeLessThan(300_000)
    expect(workedMs).toBeGreaterThan(20)
    expect(4 * workedMs).toBeLessThan(2000)
  })

  test('a day of live numbers in fast time leaves no more in memory than a morning', async () => {
    const gateway = await hurriedGateway(shown.hall().address)
    // No other page in its memory.
    const page = await (await aBrowser()).newPage()
    await page.goto(gateway.address)
    await page.getByRole('article').first().waitFor()
    const isShown = (served: string) =>
      page.waitForFunction(
        `document.querySelector('.served b')?.textContent === '${served}'`,
        null,
        { polling: 200 },
      )
    gateway.serve(1, 500)
    await isShown('499')
    const before = await heapOf(page)
    gateway.serve(500, 3_000)
    await isShown('2,999')
    expect((await heapOf(page)) / before).toBeLessThan(1.1)
  }, 90_000)
})

/** Bytes in use when all that can be collected is. */
async function heapOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.enable')
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return usedSize
}
