import type { Locator, Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { withChromium } from './support/chromium.ts'
import { isThere, sizes } from './support/console-page.ts'
import { aShownHall } from './support/shown-hall.ts'

describe.skipIf(!withChromium)('around all pages', () => {
  const shown = aShownHall()

  test('a link carries the whole view, and going back leads back', async () => {
    const query = '?page=trends&touchpoints=till&days=3&by=hour&figure=response'
    const { page } = await shown.look(query)
    await isThere(page)
    const panels = page.getByRole('article')
    expect(await panels.count()).toBe(1)
    expect(await page.getByRole('link', { name: 'hour' }).getAttribute('aria-current')).toBe('page')
    await page.getByRole('link', { name: 'Response rate' }).click()
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByText('served today').first().waitFor()
    await page.goBack()
    await panels.getByText('Response rate').first().waitFor()
    expect(new URL(page.url()).search).toBe(query)
  })

  test('dates are asked in the order and words of the chosen language, and none that is not', async () => {
    const query = '?page=trends&from=2024-01-31&to=2024-03-02'
    const { page } = await shown.look(query)
    const chosen = () => new URL(page.url()).search
    const first = page.getByRole('group', { name: 'First day' })
    await first.getByLabel('Month').selectOption('February')
    expect(chosen()).toBe('?page=trends&from=2024-02-29&to=2024-03-02')
    expect(await first.getByLabel('Day').locator('option').count()).toBe(29)
    await first.getByLabel('Month').selectOption('June')
    expect(chosen()).toBe('?page=trends&from=2024-06-29&to=2024-06-29')
    const orderIn = async (language: string, name: string) => {
      await page.locator(`.languages [lang=${language}]`).click()
      const parts = page.getByRole('group', { name, exact: true }).locator('option:checked')
      await parts.first().waitFor({ state: 'attached' })
      return parts.allTextContents()
    }
    expect(await orderIn('ru', 'Первый день')).toEqual(['29', 'июня', '2024'])
    expect(await orderIn('bg', 'Първи ден')).toEqual(['29', 'юни', '2024'])
    const devtools = await shown.context().newCDPSession(page)
    const wanted = { userAgent: 'a browser', acceptLanguage: 'de-DE' }
    await devtools.send('Emulation.setUserAgentOverride', wanted)
    expect(await orderIn('en', 'First day')).toEqual(['June', '29', '2024'])
  })

  test('the language is the one of the browser until another is chosen, which is remembered', async () => {
    const page = await shown.context().newPage()
    onTestFinished(() => page.close())
    const devtools = await shown.context().newCDPSession(page)
    const wanted = { userAgent: 'a browser', acceptLanguage: 'bg-BG' }
    await devtools.send('Emulation.setUserAgentOverride', wanted)
    await page.goto(shown.hall().address)
    await page.evaluate('localStorage.clear()')
    await page.reload()
    await page.getByRole('link', { name: 'Динамика' }).waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('bg')
    await page.getByRole('button', { name: 'RU – Русский' }).click()
    await page.reload()
    await page.getByRole('link', { name: 'Доверие' }).waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('ru')
  })

  test('the keyboard alone leads from page to page', async () => {
    const { page } = await shown.look()
    await isThere(page)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the page')
    for (let n = 0; n < 12 && (await focused(page)) !== 'Trends'; n += 1) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Trends', level: 1 }).waitFor()
  })

  test('on a phone the bar of pages shows the one that is open', async () => {
    const { page } = await shown.look()
    await isThere(page)
    await page.setViewportSize(sizes.phone)
    const link = page.getByRole('navigation').getByRole('link', { name: 'Access' })
    await expect.poll(() => reaches(link)).toBeGreaterThan(sizes.phone.width)
    await page.goto(`${shown.hall().address}?page=access`)
    await expect.poll(() => reaches(link)).toBeLessThanOrEqual(sizes.phone.width)
  })
})

/** How far to the right, px. */
async function reaches(link: Locator) {
  const box = await link.boundingBox()
  return box ? box.x + box.width : Number.NaN
}

const focused = (page: Page) => page.evaluate('document.activeElement?.textContent')
