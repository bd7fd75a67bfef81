import { expect, test } from 'vitest'
import { aBrowser, withChromium } from './support/chromium.ts'
import { aClosedGateway } from './support/closed-gateway.ts'

test.skipIf(!withChromium)(
  'a browser comes in by the first link, by name and password, and lets others in',
  async () => {
    const gateway = await aClosedGateway()
    const browser = await aBrowser('en-GB')
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('console', message => {
      if (/Content Security Policy/.test(message.text())) problems.push(message.text())
    })
    page.on('pageerror', problem => problems.push(problem.message))

    await page.goto(`${gateway.http}/`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto(`${gateway.http}/#first-password?key=${gateway.firstKey}&name=`)
    await page.reload()
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('New password').fill('correct horse')
    await page.getByLabel('The same once more').fill('correct house')
    await page.getByRole('button', { name: 'Set password' }).click()
    await page.getByRole('alert').filter({ hasText: 'differ' }).waitFor()
    await page.getByLabel('The same once more').fill('correct horse')
    await page.getByRole('button', { name: 'Set password' }).click()

    await page.getByRole('link', { name: 'Access' }).click()
    const people = page.getByRole('region', { name: 'People' })
    await people.getByLabel('Name').fill('Борис')
    await people.getByRole('button', { name: 'Add a person' }).click()
    await people.getByText('first-password').waitFor()
    const remotes = page.getByRole('region', { name: 'Remotes' })
    await remotes.getByLabel('Site').fill('hall')
    await remotes.getByLabel('Remote', { exact: true }).fill('counter-1')
    await remotes.getByRole('button', { name: 'Give a pairing code' }).click()
    await remotes.getByText(/^\d{3}-\d{3}-\w{8}$/).waitFor()
    const tokens = page.getByRole('region', { name: 'Tills and readers' })
    await tokens.getByLabel('Name').fill('node-red')
    await tokens.getByLabel('live numbers').check()
    await tokens.getByRole('button', { name: 'Make a token' }).click()
    await tokens.getByText(/^node-red\.[\w-]{27}$/).waitFor()

    await page.reload()
    const audit = page.getByRole('region', { name: 'Who changed what' })
    await audit.getByText('made a token').waitFor()
    await page.locator('.languages [lang=bg]').click()
    await page.getByRole('region', { name: 'Кой' }).getByText('създаване на токен').waitFor()
    await page.locator('.languages [lang=en]').click()

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').filter({ hasText: 'do not match' }).waitFor()
    await page.getByLabel('Password').fill('correct horse')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: 'Access' }).waitFor()
    expect(problems).toEqual([])
  },
  60_000,
)
