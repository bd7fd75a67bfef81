import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { messageOf } from '../gateway/message.ts'
import type { EventLine } from '../shared/logs.ts'
import { simulateHistory } from '../simulator/history.ts'
import { withChromium } from './support/chromium.ts'
import { artefact, isThere, openConsole } from './support/console-page.ts'
import { aGateway } from './support/gateway.ts'
import { aShownHall } from './support/shown-hall.ts'

describe.skipIf(!withChromium)('the pages Trends and Trust', () => {
  const shown = aShownHall()

  test('touchpoints are compared as far as their customers can tell', async () => {
    const { page } = await shown.look('?page=trends&days=7')
    const support = page.getByRole('region', { name: 'Support index' })
    await support.getByText('cannot be told apart from').waitFor()
    await support.getByText('cannot be compared with before').first().waitFor()
  })

  test('what is seen can be taken away as CSV', async () => {
    const { page } = await shown.look('?page=trends&days=3&touchpoints=till')
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
    const { page } = await openConsole(shown.context(), `${gateway.http}/`, {
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
      const { page } = await shown.look(`?page=${name}&days=3`)
      await page.emulateMedia({ colorScheme: 'dark' })
      await isThere(page)
      const themeAfter = (event: string) =>
        page.evaluate(
          `dispatchEvent(new Event('${event}')), document.documentElement.dataset.theme`,
        )
      expect(await themeAfter('beforeprint')).toBe('light')
      expect(await themeAfter('afterprint')).toBe('dark')
      const path = artefact(`${name}.pdf`)
      const pdf = String(await page.pdf({ path, preferCSSPageSize: true, printBackground: true }))
      const sheets = [...pdf.matchAll(/\/MediaBox \[0 0 (\d+)[\d.]* (\d+)[\d.]*\]/g)]
      expect(new Set(sheets.map(([, ...size]) => size.join()))).toEqual(new Set(['594,841']))
    }
  })
})
