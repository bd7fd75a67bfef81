import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { messageOf } from '../gateway/message.ts'
import type { EventLine } from '../shared/logs.ts'
import { simulateHistory } from '../simulator/history.ts'
import { axeViolations } from './support/axe.ts'
import { root } from './support/child.ts'
import { type Browser, openBrowser, withChromium } from './support/chromium.ts'
import { openConsole, sizes } from './support/console-page.ts'
import { aBoot, monday } from './support/events.ts'
import { aGateway } from './support/gateway.ts'
import { type Hall, openHall } from './support/hall.ts'
import { hurriedGateway } from './support/hurried-gateway.ts'

const artefacts = join(root, 'artefacts')

const pages = {
  ...{ live: '?page=live', trends: '?page=trends', trust: '?page=trust', entry: '?page=entry' },
  ...{ devices: '?page=devices', settings: '?page=settings', access: '?page=access' },
  ...{ start: '?page=start', 'first-password': '#first-password?key=k&name=' },
}
const languages = ['en', 'ru', 'bg']
const schemes = ['light', 'dark'] as const

/** A page is there when it has a heading, and its charts are drawn. */
async function isThere(page: Page) {
  await page.locator('h1').waitFor()
  await page.locator('main article, main section, main .card').first().waitFor()
  const charts = page.locator('.chart')
  const count = await charts.count()
  for (let n = 0; n < count; n += 1) await charts.nth(n).locator('canvas').first().waitFor()
}

describe.skipIf(!withChromium)('the console in a browser', () => {
  let hall: Hall
  let browser: Browser
  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true })
    hall = await openHall()
    browser = await openBrowser('en-GB')
  })
  afterAll(async () => {
    await browser.close()
    await hall.close()
  })

  for (const [name, query] of Object.entries(pages)) {
    test(`the page ${name} opens in every language, size and colour, and axe finds nothing`, async () => {
      const { page, problems } = await openConsole(browser.context, hall.address, { query })
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
            const path = join(artefacts, `${name}-${size}-${colorScheme}-${language}.png`)
            await page.screenshot({ path })
            expect(await overflowOf(page), `${size} in ${language} scrolls sideways`).toBe(0)
          }
          if (language === 'en') expect(await axeViolations(page)).toEqual([])
        }
      }
      expect(problems).toEqual([])
    })
  }

  test('a real press moves the numbers within a second, and a customer is seen at the counter', async () => {
    const { page } = await openConsole(browser.context, hall.address)
    const desk = page.getByRole('article', { name: 'Front desk' })
    await desk.getByText('served today').waitFor()
    const tells = aBoot(`live${Date.now()}`)
    const after = () => Date.now() - monday
    await hall.tell([tells(after(), { kind: 'started' }), tells(after(), { kind: 'arrived' })])
    await desk.getByText('Customer at counter').waitFor({ timeout: 1500 })
    await desk.getByText('1 customer served today').waitFor({ timeout: 1500 })
    const tookMs: number[] = []
    // A machine that has other things to do is late once, and not mostly.
    for (const visit of [1, 2, 3]) {
      await hall.tell([tells(after(), { kind: 'pressed', button: 5 })])
      const told = performance.now()
      await desk.getByText(visit === 1 ? '1 answer' : `${visit} answers`).waitFor()
      tookMs.push(performance.now() - told)
      await hall.tell([
        tells(after(), { kind: 'left', visit }),
        tells(after(), { kind: 'arrived', visit: visit + 1 }),
      ])
    }
    const [, middleMs] = tookMs.toSorted((one, other) => one - other)
    expect(middleMs).toBeLessThan(1000)
    expect(await desk.locator('.figure').first().textContent()).toContain('100%')
  })

  test('a lost gateway is said plainly, with the age of the numbers, and found again', async () => {
    const { page } = await openConsole(browser.context, hall.address)
    await page.getByRole('article', { name: 'Till' }).waitFor()
    await hall.stop()
    await page.getByText('The gateway does not answer.').waitFor()
    await page.getByText('last heard at').waitFor()
    await page.getByRole('article', { name: 'Till' }).waitFor()
    await hall.start()
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor({ timeout: 15_000 })
    expect(await page.getByText('The gateway does not answer.').count()).toBe(0)
  })

  test('a link carries the whole view, and going back leads back', async () => {
    const query = '?page=trends&touchpoints=till&days=3&by=hour&figure=response'
    const { page } = await openConsole(browser.context, hall.address, { query })
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
    const { page } = await openConsole(browser.context, hall.address, { query })
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
    const devtools = await browser.context.newCDPSession(page)
    const wanted = { userAgent: 'a browser', acceptLanguage: 'de-DE' }
    await devtools.send('Emulation.setUserAgentOverride', wanted)
    expect(await orderIn('en', 'First day')).toEqual(['June', '29', '2024'])
  })

  test('touchpoints are compared as far as their customers can tell', async () => {
    const { page } = await openConsole(browser.context, hall.address, {
      query: '?page=trends&days=7',
    })
    const support = page.getByRole('region', { name: 'Support index' })
    await support.getByText('cannot be told apart from').waitFor()
    await support.getByText('cannot be compared with before').first().waitFor()
  })

  test('the language is the one of the browser until another is chosen, which is remembered', async () => {
    const page = await browser.context.newPage()
    onTestFinished(() => page.close())
    const devtools = await browser.context.newCDPSession(page)
    const wanted = { userAgent: 'a browser', acceptLanguage: 'bg-BG' }
    await devtools.send('Emulation.setUserAgentOverride', wanted)
    await page.goto(hall.address)
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
    const { page } = await openConsole(browser.context, hall.address)
    await isThere(page)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the page')
    for (let n = 0; n < 12 && (await focused(page)) !== 'Trends'; n += 1) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Trends', level: 1 }).waitFor()
  })

  test('what is seen can be taken away as CSV', async () => {
    const { page } = await openConsole(browser.context, hall.address, {
      query: '?page=trends&days=3&touchpoints=till',
    })
    await isThere(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^hall-trends-.*\.csv$/)
    const rows = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n')
    expect(rows[0]).toContain('site,touchpoint,from_utc,to_utc,from_local')
    expect(rows.slice(1)).toEqual([1, 2].map(() => expect.stringMatching(/^hall,till,/)))

    await page.getByRole('link', { name: 'Trust' }).click()
    await page.getByRole('heading', { name: 'Trust', level: 1 }).waitFor()
    await page.getByRole('slider').first().waitFor()
    const [other] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).nth(1).click(),
    ])
    const [columns, desk, till, ...more] = readFileSync(await other.path(), 'utf8').split('\r\n')
    expect(columns).toMatch(/^site,touchpoint,from_utc,to_utc,pressed,answers,repeat/)
    expect([desk, till].join()).toMatch(/^hall,desk,.*hall,till,/)
    expect(more).toEqual([''])
  })

  test('Trust tells what came late, and what the error of the sensor does by the till', async () => {
    const touchpoint = { id: 'desk', name: 'Front desk', devices: ['desk'], served: 'presence' }
    const sites = [{ id: 'hall', timeZone: 'UTC', touchpoints: [touchpoint] }]
    const gateway = await aGateway({ sites })
    const from = new Date().setUTCHours(0, 0, 0, 0) - 12 * 3_600_000
    const span = { from, to: from + 2 * 3_600_000 }
    const told = [
      ...simulateHistory({ site: 'hall', device: 'desk', profile: 'bakery', seed: 1 }, span),
    ]
    const late = (one: EventLine) => ({ ...one, receivedAt: one.receivedAt + 300_000 })
    const sent = told.map((one, n) => gateway.receive(messageOf(n < 7 ? late(one) : one)))
    await Promise.all(sent)
    const seen = told.filter(({ event }) => event.kind === 'left')
    const sold = seen.flatMap(({ event: { at } }, n) => {
      const sale = { touchpoint: 'hall/desk', source: 'till-1', id: `${n}`, at }
      return n % 10 === 0 ? [sale, { ...sale, id: `${n}+` }] : [sale]
    })
    await gateway.post('/api/served', sold)
    const { page } = await openConsole(browser.context, `${gateway.http}/`, {
      query: '?page=trust',
    })
    await page.getByRole('link', { name: '7', exact: true }).click()
    await page.getByText('5 mins late').first().waitFor()
    const error = page.getByRole('region', { name: "What the sensor's error does" })
    expect(await error.getByRole('row').last().textContent()).toMatch(/^Front desk1\.\d\d/)
    await page.getByRole('link', { name: 'Trends' }).click()
    await page.getByText('Corrected by the till: support').waitFor()
  })

  test('trends and trust are printed on A4, in light colours whatever the screen has', async () => {
    for (const name of ['trends', 'trust']) {
      const { page } = await openConsole(browser.context, hall.address, {
        query: `?page=${name}&days=3`,
      })
      await page.emulateMedia({ colorScheme: 'dark' })
      await isThere(page)
      const themeAfter = (event: string) =>
        page.evaluate(
          `dispatchEvent(new Event('${event}')), document.documentElement.dataset.theme`,
        )
      expect(await themeAfter('beforeprint')).toBe('light')
      expect(await themeAfter('afterprint')).toBe('dark')
      const path = join(artefacts, `${name}.pdf`)
      const pdf = String(await page.pdf({ path, preferCSSPageSize: true, printBackground: true }))
      const sheets = [...pdf.matchAll(/\/MediaBox \[0 0 (\d+)[\d.]* (\d+)[\d.]*\]/g)]
      expect(new Set(sheets.map(([, ...size]) => size.join()))).toEqual(new Set(['594,841']))
    }
  })

  test('the rating page of a tablet fits every size, and axe finds nothing', async () => {
    const page = await browser.context.newPage()
    onTestFinished(() => page.close())
    await page.goto(`${hall.address}touch/till`)
    await page.getByRole('button', { name: '5 of 5' }).waitFor()
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport)
      await page.screenshot({ path: join(artefacts, `touch-${size}.png`) })
      expect(await overflowOf(page), size).toBe(0)
    }
    expect(await axeViolations(page)).toEqual([])
  })

  test('the first page is small, and of use within two seconds on a slow processor', async () => {
    const [first, second, third] = [
      await openFresh(browser.context, hall.address),
      await openFresh(browser.context, hall.address),
      await openFresh(browser.context, hall.address),
    ]
    const { bytes } = first
    // What else the machine does only adds to it.
    const usableMs = Math.min(first.usableMs, second.usableMs, third.usableMs)
    expect(bytes).toBeGreaterThan(20_000)
    expect(bytes).toBeLessThan(300_000)
    expect(usableMs).toBeLessThan(2000)
  })

  test('a day of live numbers in fast time leaves no more in memory than a morning', async () => {
    const gateway = await hurriedGateway(hall.address)
    const page = await browser.context.newPage()
    onTestFinished(() => page.close())
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

/** Opens the first page with nothing kept from before, on a processor a fourth as fast. */
async function openFresh(context: BrowserContext, address: string) {
  const page = await context.newPage()
  // To ask again and again from outside would slow it down.
  await page.addInitScript(`
    new MutationObserver(() => {
      if (document.querySelector('main article')) globalThis.usableAt ??= performance.now()
    }).observe(document, { childList: true, subtree: true })`)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.goto(address)
  await page.getByRole('article').first().waitFor()
  const usableMs = await page.evaluate<number>('usableAt')
  const bytes = await page.evaluate(() =>
    performance
      .getEntries()
      .filter(entry => entry instanceof PerformanceResourceTiming)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  )
  await page.close()
  return { usableMs, bytes }
}

/** Bytes in use when all that can be collected is. */
async function heapOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.enable')
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return usedSize
}

/** By how many pixels a page is wider than its window, or what stands in a card wider than the card. */
const overflowOf = (page: Page) =>
  page.evaluate<number>(
    `Math.max(...[document.documentElement, ...document.querySelectorAll('.card')].map(
      ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))`,
  )

const focused = (page: Page) => page.evaluate('document.activeElement?.textContent')
