import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { root } from './child.ts'

/** Nothing from outside, and nothing inline. */
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"

export const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 1024, height: 768 },
  desktop: { width: 1280, height: 800 },
}

/** Where a picture of a page is left to be looked at. */
export function artefact(name: string): string {
  const folder = join(root, 'artefacts')
  mkdirSync(folder, { recursive: true })
  return join(folder, name)
}

export interface Opened {
  page: Page
  /** Whatever the browser complained of, and whatever was asked of somebody else. */
  problems: string[]
}

/** Opens a view of the console under a strict content-security-policy. */
export async function openConsole(
  context: BrowserContext,
  address: string,
  { query = '', language = 'en' } = {},
): Promise<Opened> {
  const page = await context.newPage()
  onTestFinished(() => page.close())
  const problems: string[] = []
  page.on('pageerror', problem => problems.push(problem.message))
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  page.on('request', request => {
    const url = request.url()
    if (!url.startsWith(address) && !url.startsWith('blob:')) problems.push(`asked for ${url}`)
  })
  await page.route(
    url => url.pathname === '/',
    async route => {
      const response = await route.fetch()
      const headers = { ...response.headers(), 'content-security-policy': policy }
      await route.fulfill({ response, headers })
    },
  )
  await page.addInitScript(chosen => localStorage.setItem('loyalty-language', chosen), language)
  await page.setViewportSize(sizes.desktop)
  await page.goto(`${address}${query}`)
  return { page, problems }
}

/** A page is there when it has a heading, and its charts are drawn. */
export async function isThere(page: Page) {
  await page.locator('h1').waitFor()
  await page.locator('main article, main section, main .card').first().waitFor()
  const charts = page.locator('.chart')
  const count = await charts.count()
  for (let n = 0; n < count; n += 1) await charts.nth(n).locator('canvas').first().waitFor()
}
