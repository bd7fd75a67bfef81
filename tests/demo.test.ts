import { expect, test, vi } from 'vitest'
import bulgarian from '../gateway/console/words/bg/frame.json' with { type: 'json' }
import { aBrowser, withChromium } from './support/chromium.ts'
import { openConsole } from './support/console-page.ts'
import { run } from './support/processes.ts'

const patience = { timeout: 30_000, interval: 50 }

async function startDemo(...args: string[]) {
  const demo = run('simulator/main.ts', 'demo', ...args)
  await vi.waitFor(() => expect(demo.out()).toContain('password'), patience)
  const [, address = '', name, password] =
    /console: (\S+)\nsign in as (\w+) with the password (\w+)/.exec(demo.out()) ?? []
  return { ...demo, address, login: { name, password } }
}

test('the demo is up in seconds with a week of history, and Ctrl-C ends it cleanly', async () => {
  const start = performance.now()
  const demo = await startDemo('--port', '0', '--mqtt-port', '0')
  expect(performance.now() - start).toBeLessThan(15_000)
  const week = Date.now() - 8 * 86_400_000
  const indicesAs = (cookie: string) =>
    fetch(`${demo.address}api/indices?by=day&from=${week}`, { headers: { cookie } })
  expect((await indicesAs('')).status).toBe(401)
  const body = JSON.stringify(demo.login)
  const welcome = await fetch(`${demo.address}api/login`, { method: 'POST', body })
  const response = await indicesAs(welcome.headers.getSetCookie()[0] ?? '')
  const { indices } = (await response.json()) as { indices: { served: number | null }[] }
  expect(indices.filter(({ served }) => (served ?? 0) > 50).length).toBeGreaterThanOrEqual(21)

  const port = new URL(demo.address).port
  const second = run('simulator/main.ts', 'demo', '--port', port, '--mqtt-port', '0')
  expect(await second.ended).toBe(1)
  expect(second.err()).toBe(
    `could not listen for http on 127.0.0.1:${port}: the port is taken; is a gateway running already?\n`,
  )

  demo.process.kill('SIGINT')
  expect(await demo.ended).toBe(0)
}, 60_000)

test.skipIf(!withChromium)(
  'the console shows every touchpoint with its gate, live, in the reader’s language',
  async () => {
    const demo = await startDemo('--port', '0', '--mqtt-port', '0')
    const { page, problems } = await openConsole(await aBrowser(), demo.address)
    const { name = '', password = '' } = demo.login
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    for (const name of ['Bakery', 'Post office', 'Help desk']) {
      await page.getByRole('heading', { name }).waitFor()
    }
    const post = page.getByRole('article', { name: 'Post office' })
    await post.getByText('not relevant').waitFor()
    await post.getByText('alive').waitFor()
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor()

    await page.getByRole('button', { name: 'BG' }).click()
    await post.getByText('Индекс').first().waitFor()
    expect(problems).toEqual([])

    demo.process.kill('SIGINT')
    expect(await demo.ended).toBe(0)
    await page.getByText(bulgarian.link['lost-notice']).waitFor()
  },
  60_000,
)
