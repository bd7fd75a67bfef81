import { describe, expect, test } from 'vitest'
import { startAlerting } from '../gateway/alerts/alerting.ts'
import {
  afterEnd,
  afterSent,
  afterTap,
  type Counting,
} from '../gateway/console/entry/headcount-taps.ts'
import { isEverOpen } from '../gateway/console/entry/spans.ts'
import { withChromium } from './support/chromium.ts'
import { openConsole } from './support/console-page.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway, someBooks } from './support/gateway.ts'
import { aShownHall } from './support/shown-hall.ts'

describe('taps', () => {
  const begun: Counting = {
    ...{ id: 1, site: 'hall', touchpoint: 'desk', from: 1000, to: 9000 },
    ...{ ahead: 500, taps: 0, waiting: [] },
  }

  test('wait, by the clock of the gateway, until each is there', () => {
    const tapped = afterTap(afterTap(begun, 1000), 2000)
    expect(tapped).toMatchObject({ taps: 2, waiting: [1500, 2500] })
    expect(afterSent(tapped, 1500)).toMatchObject({ taps: 2, waiting: [2500] })
  })

  test('of one moment are one, and after the end there are none', () => {
    const tapped = afterTap(begun, 1000)
    expect(afterTap(tapped, 1000)).toEqual(tapped)
    expect(afterTap(begun, 8500)).toEqual(begun)
    expect(afterTap(afterEnd(begun, 3000), 3000).taps).toBe(0)
  })
})

test.each([
  [null, '03:00', '04:00', true],
  [{ 'mon-fri': '08:30-19:00' }, '07:00', '08:00', false],
  [{ 'mon-fri': '08:30-19:00' }, '08:00', '09:00', true],
  [{ 'mon-fri': '08:30-19:00' }, '19:00', '20:00', false],
  [{ mon: '08:00-12:00', sat: '20:00-24:00' }, '23:00', '00:00', true],
  [{ sat: '20:00-03:00' }, '02:00', '03:00', true],
  [{ sat: '20:00-03:00' }, '03:00', '04:00', false],
])('whether %j knows opening time from %s to %s', (opening, from, to, open) => {
  expect(isEverOpen(opening, from, to)).toBe(open)
})

describe.skipIf(!withChromium)('the page Entry', () => {
  const shown = aShownHall()
  // biome-ignore lint/suspicious/noExplicitAny: tests look into what they expect
  const gives = async (path: string): Promise<any> =>
    (await fetch(`${shown.hall().address}api/${path}`)).json()

  test('takes served customers in three taps, tells what they were, and takes them back', async () => {
    const { page, problems } = await shown.look('?page=entry&of=yesterday')
    await page.getByRole('link', { name: 'Till' }).click()
    await page.getByRole('button', { name: /^10:00/ }).click()
    await page.keyboard.type('23')
    await page.getByRole('button', { name: 'Enter', exact: true }).click()
    await page.getByText('Entered for 10:00 – 11:00: 23 customers.').waitFor()
    const entered = async () => {
      const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10)
      const { figures } = await gives(`served/manual?touchpoint=till&from=${yesterday}`)
      return figures
    }
    const at = new Date(Date.now() - 24 * 3_600_000).setUTCHours(10, 0, 0, 0)
    expect(await entered()).toMatchObject([{ from: at, to: at + 3_600_000, customers: 23 }])

    await page.getByRole('link', { name: 'a whole day' }).click()
    await page.getByRole('button', { name: 'in another' }).waitFor()
    expect(await page.getByRole('button', { name: 'in another' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByText('before: 23').waitFor()
    expect(await entered()).toMatchObject([{ customers: null, before: [{ customers: 23 }] }])
    expect(problems).toEqual([])
  })

  test('keeps taps while the gateway is lost and the page is opened again', async () => {
    const { page } = await shown.look('?page=entry&touchpoint=desk')
    await page.getByRole('button', { name: 'Begin at Front desk' }).click()
    const pad = page.getByRole('button', { name: 'Tap for each customer' })
    await Promise.all([page.waitForResponse(/\/taps$/), pad.click()])
    await shown.hall().stop()
    await pad.click()
    await pad.click()
    await page.getByText('2 taps wait for the gateway.').waitFor()
    await shown.hall().start()
    await page.reload()
    await pad.getByText('3').waitFor()
    await page.getByText('wait for the gateway').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'End now' }).click()
    await page.getByText('0 of 3 whom you counted').waitFor()
    const { headcounts } = await gives('headcounts?touchpoint=desk')
    expect(headcounts).toMatchObject([{ taps: 3, by: 'anyone' }])
    expect(headcounts[0].to).toBeLessThanOrEqual(Date.now())
  })

  test('has an alert acknowledged, commented and closed, in the words of who looks', async () => {
    const data = await somethingWrong()
    const gateway = await aGateway({ data, sites: [aSite] })
    const query = '?page=entry'
    const { page } = await openConsole(shown.context(), `${gateway.http}/`, { query })
    const alerts = page.getByRole('region', { name: 'Alerts' })
    await alerts.getByText('A remote is silent').waitFor()
    await alerts.getByText('desk was last heard at').waitFor()
    const other = await openConsole(shown.context(), `${gateway.http}/`, { query, language: 'bg' })
    await other.page.getByText('desk се обади за последно на').waitFor()
    await alerts.getByRole('button', { name: 'I look after it' }).click()
    await alerts.getByText('Acknowledged').waitFor()
    await alerts.getByLabel('Comment').fill('The plug was out')
    await alerts.getByRole('button', { name: 'Comment' }).click()
    await alerts.getByText('The plug was out').waitFor()
    await alerts.getByRole('button', { name: 'Close' }).click()
    await alerts.waitFor({ state: 'detached' })
    await other.page.getByRole('button', { name: 'Затваряне' }).click()
    await other.page.getByText('Междувременно някой затвори тази тревога.').waitFor()
    const told = await gateway.get<{ alerts: object[] }>('/api/alerts?state=all')
    expect(told.alerts.at(-1)).toMatchObject({
      state: 'closed',
      steps: [
        { what: 'raised' },
        { what: 'acknowledged', by: 'anyone', comment: '' },
        { what: 'commented', comment: 'The plug was out' },
        { what: 'closed', by: 'anyone' },
      ],
    })
  })
})

const aSite = { id: 'hall', touchpoints: [{ id: 'desk', devices: ['desk'] }] }

/** A folder in which a remote told something once, and then no more. */
async function somethingWrong(): Promise<string> {
  const clock = { at: monday }
  const now = () => clock.at
  const books = someBooks({ sites: [aSite], now })
  const alerting = startAlerting(books, 1, now)
  await books.receive([toldBy('desk', aBoot()(0, { kind: 'heartbeat' }))])
  for (; clock.at <= monday + 30 * 60_000; clock.at += 60_000) alerting.check()
  alerting.close()
  books.close()
  return books.data
}
