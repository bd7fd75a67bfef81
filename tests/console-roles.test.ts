import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import type { Role } from '../gateway/access/rights.ts'
import { aBrowser, withChromium } from './support/chromium.ts'
import { type Ask, aClosedGateway, type ClosedGateway } from './support/closed-gateway.ts'

const password = 'a good password'
const sites = [{ id: 'hall', touchpoints: [{ id: 'counter-1', name: 'Front desk' }] }]
const pages = ['live', 'trends', 'trust', 'entry', 'devices', 'settings', 'access']

async function invite(gateway: ClosedGateway, admin: Ask, name: string, role: Role) {
  const { body } = await admin('PUT', `/api/people/${name}`, { role })
  const key = new URLSearchParams(body.link.split('?')[1]).get('key')
  await gateway.anyone('POST', '/api/password/first', { key, name, password })
}

/** A browser in which somebody signed in, and all that went wrong in it since. */
async function aConsole({ http }: ClosedGateway, name: string) {
  const context = await aBrowser()
  const page = await context.newPage()
  onTestFinished(() => page.close())
  await page.goto(`${http}/`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('article', { name: 'Front desk' }).waitFor()
  const problems: string[] = []
  page.on('pageerror', problem => problems.push(problem.message))
  page.on('response', response => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`)
  })
  return { page, problems }
}

/** Opens a page by its address, and gives the heading of what is shown. */
async function headingAt(page: Page, http: string, name: string): Promise<string> {
  await page.goto(`${http}/?page=${name}`, { waitUntil: 'networkidle' })
  return page.locator('h1').innerText()
}

/** Fills in how many were served in an hour of yesterday. */
async function enterTwelve(page: Page, http: string, meanwhile?: () => Promise<unknown>) {
  await page.goto(`${http}/?page=entry&of=yesterday`)
  await page.getByRole('button', { name: /^10:00/ }).click()
  await page.getByRole('spinbutton').fill('12')
  await meanwhile?.()
  await page.getByRole('button', { name: 'Enter', exact: true }).click()
}

test.skipIf(!withChromium)(
  'a viewer is shown today’s numbers, and no page, link or button of others',
  async () => {
    const gateway = await aClosedGateway({ settings: { sites } })
    await invite(gateway, await gateway.firstAdmin(), 'Vera', 'viewer')
    const { page, problems } = await aConsole(gateway, 'Vera')
    const today = await page.locator('h1').innerText()
    for (const name of [...pages, 'start']) {
      expect(await headingAt(page, gateway.http, name), name).toBe(today)
      expect(await page.getByRole('navigation').count(), name).toBe(0)
    }
    expect(problems).toEqual([])
  },
  90_000,
)

test.skipIf(!withChromium)(
  'a manager is shown all numbers and may enter some, and is not asked to administer',
  async () => {
    const gateway = await aClosedGateway({ settings: { sites } })
    await invite(gateway, await gateway.firstAdmin(), 'Mara', 'manager')
    const { page, problems } = await aConsole(gateway, 'Mara')
    const today = await page.locator('h1').innerText()
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
    expect(await links.allInnerTexts()).toEqual(['Live', 'Trends', 'Trust', 'Entry', 'Devices'])
    for (const name of ['settings', 'access', 'start']) {
      expect(await headingAt(page, gateway.http, name), name).toBe(today)
    }
    for (const name of ['trends', 'trust', 'entry', 'devices']) {
      expect(await headingAt(page, gateway.http, name), name).not.toBe(today)
    }
    await page.goto(`${gateway.http}/?page=trust&holdOffMs=9000`)
    await page.getByRole('heading', { name: 'Presses set aside' }).waitFor()
    expect(await page.getByRole('heading', { name: 'What if' }).count()).toBe(0)
    expect(await page.getByRole('heading', { name: 'Pair a remote' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Restart' }).count()).toBe(0)
    await enterTwelve(page, gateway.http)
    await page.getByText('Entered for 10:00 – 11:00: 12 customers.').waitFor()
    expect(problems).toEqual([])
  },
  90_000,
)

test.skipIf(!withChromium)(
  'who has less of a role than a moment ago is told so, and who is removed has to sign in',
  async () => {
    const gateway = await aClosedGateway({ settings: { sites } })
    const admin = await gateway.firstAdmin()
    await invite(gateway, admin, 'Mara', 'manager')
    const { page, problems } = await aConsole(gateway, 'Mara')
    await enterTwelve(page, gateway.http, () =>
      admin('PUT', '/api/people/Mara', { role: 'viewer' }),
    )
    await page
      .getByRole('alert')
      .filter({ hasText: /^You may not do this/ })
      .waitFor()
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByRole('article', { name: 'Front desk' }).waitFor()
    await page.reload()
    await page.getByRole('article', { name: 'Front desk' }).waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)

    await admin('DELETE', '/api/people/Mara', {})
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(problems.filter(problem => !problem.startsWith('40'))).toEqual([])
  },
  90_000,
)
