import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { withChromium } from './support/chromium.ts'
import { artefact, isThere, sizes } from './support/console-page.ts'
import { aShownHall } from './support/shown-hall.ts'

const pages = {
  ...{ live: '?page=live', trends: '?page=trends', trust: '?page=trust', entry: '?page=entry' },
  ...{ devices: '?page=devices', settings: '?page=settings', access: '?page=access' },
  ...{ start: '?page=start', 'first-password': '#first-password?key=k&name=' },
}
const languages = ['en', 'ru', 'bg']
const schemes = ['light', 'dark'] as const

describe.skipIf(!withChromium)('the console in a browser', () => {
  const shown = aShownHall()

  for (const [name, query] of Object.entries(pages)) {
    test(`the page ${name} opens in every language, size and colour, and axe finds nothing`, async () => {
      const { page, problems } = await shown.look(query)
      await isThere(page)
      for (const language of languages) {
        await page.locator(`.languages [lang=${language}]`).click()
        await page.locator(`html[lang=${language}]`).waitFor()
        for (const colorScheme of language === 'en' ? schemes : schemes.slice(0, 1)) {
          await page.emulateMedia({ colorScheme })
          for (const [size, viewport] of Object.entries(
            language === 'en' ? sizes : { phone: sizes.phone },
          )) {
            await page.setViewportSize(viewport)
            const path = artefact(`${name}-${size}-${colorScheme}-${language}.png`)
            await page.screenshot({ path })
            expect(await overflowOf(page), `${size} in ${language} scrolls sideways`).toBe(0)
          }
          if (language === 'en') expect(await axeViolations(page)).toEqual([])
        }
      }
      expect(problems).toEqual([])
    })
  }

  test('the rating page of a tablet fits every size, and axe finds nothing', async () => {
    const page = await shown.context().newPage()
    onTestFinished(() => page.close())
    await page.goto(`${shown.hall().address}touch/till`)
    await page.getByRole('button', { name: '5 of 5' }).waitFor()
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport)
      await page.screenshot({ path: artefact(`touch-${size}.png`) })
      expect(await overflowOf(page), size).toBe(0)
    }
    expect(await axeViolations(page)).toEqual([])
  })
})

/** By how many pixels a page is wider than its window, or what stands in a card wider than the card. */
const overflowOf = (page: Page) =>
  page.evaluate<number>(
    `Math.max(...[document.documentElement, ...document.querySelectorAll('.card')].map(
      ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))`,
  )
