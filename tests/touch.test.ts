import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Numbers } from '../shared/numbers.ts'
import { type Browser, openBrowser, withChromium } from './support/chromium.ts'
import { aClosedGateway } from './support/closed-gateway.ts'
import { aBoot } from './support/events.ts'
import { aGateway } from './support/gateway.ts'
import { until } from './support/until.ts'

const counter = {
  id: 'counter-1',
  devices: ['counter-1'],
  question: { text: 'Was the bread fresh?', ratings: [1, 2, 3, 4, 5] },
  counting: { holdOffMs: 0 },
}
const sites = [{ id: 'hall', timeZone: 'UTC', touchpoints: [counter] }]

async function post(http: string, path: string, body: unknown) {
  const answer = await fetch(`${http}${path}`, { method: 'POST', body: JSON.stringify(body) })
  return { status: answer.status, answer: (await answer.json()) as Record<string, unknown> }
}

const answersOf = (rows: Numbers[]) => rows.find(row => row.touchpoint === 'counter-1')?.answers

test('events that are told over HTTP are stored, once, as those over MQTT', async () => {
  const gateway = await aGateway({ sites })
  const events = [aBoot()(0, { kind: 'pressed', button: 5 }), { kind: 'nonsense' }]
  for (const _ of ['once', 'again']) {
    const told = await post(gateway.http, '/api/tell/hall/counter-1-touch', { events })
    expect(told).toEqual({ status: 200, answer: { received: 2 } })
  }
  const [row] = await gateway.indices('?touchpoint=counter-1&from=2026-03-02&to=2026-03-03')
  expect(row?.answers).toEqual({ 5: 1 })
  const { rejected } = await gateway.get<{ rejected: { count: number } }>('/api/losses')
  expect(rejected.count).toBe(2)
})

test.each([
  ['/api/tell/hall/live', { events: [] }, 'must not be live'],
  ['/api/tell/hall/counter-1', { events: 7 }, 'expected array'],
  ['/api/tell/hall/counter-1', {}, 'events'],
])('what cannot be told to %s is refused with the reason', async (path, body, reason) => {
  const gateway = await aGateway({ sites })
  const { status, answer } = await post(gateway.http, path, body)
  expect(status).toBe(400)
  expect(answer.error).toContain(reason)
})

describe.skipIf(!withChromium)('a tablet', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser('bg-BG')
  })
  afterAll(() => browser.close())

  test('presses made offline, over a reload, arrive exactly once', async () => {
    const gateway = await aGateway({ sites })
    const page = await browser.context.newPage()
    onTestFinished(() => page.close())
    await page.goto(`${gateway.http}/touch/counter-1`)
    await page.getByRole('heading', { name: 'Was the bread fresh?' }).waitFor()
    // The worker that opens the page without the gateway has to have seen it once.
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await page.reload()
    await page.getByRole('button', { name: '5 от 5' }).click()
    await page.getByRole('heading', { name: 'Благодарим!' }).waitFor()
    await until('the press is counted', async () => {
      const answers = answersOf(await gateway.indices())
      return answers?.[5] === 1
    })

    await browser.context.setOffline(true)
    await page.getByRole('button', { name: '1 от 5' }).click()
    await page.getByRole('heading', { name: 'запазен на таблета' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'EN' }).click()
    await page.getByRole('button', { name: '2 of 5' }).click()
    await page.getByRole('heading', { name: 'kept on this tablet' }).waitFor()
    await browser.context.setOffline(false)
    await until('everything arrived', async () => {
      const answers = answersOf(await gateway.indices())
      return answers?.[1] === 1 && answers?.[2] === 1
    })
    expect(answersOf(await gateway.indices())).toEqual({ 1: 1, 2: 1, 5: 1 })
  }, 60_000)

  test('is asked for a pairing code by a closed gateway, once', async () => {
    const gateway = await aClosedGateway({ settings: { sites } })
    const ask = await gateway.firstAdmin()
    const { body } = await ask('POST', '/api/devices/hall/counter-1-touch/pairing', {})
    const page = await browser.context.newPage()
    onTestFinished(() => page.close())
    await page.goto(`${gateway.http}/touch/counter-1`)
    await page.getByLabel('Код за свързване на counter-1-touch').fill('999-999')
    await page.getByRole('button', { name: 'Свързване' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Код за свързване на counter-1-touch').fill(body.code)
    await page.getByRole('button', { name: 'Свързване' }).click()
    await page.getByRole('button', { name: '4 от 5' }).click()
    await page.getByRole('heading', { name: 'Благодарим!' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: '4 от 5' }).waitFor()
    await until('the press is stored', async () => {
      const { body } = await ask('GET', '/api/export/events')
      return body.includes('"button":4')
    })
  }, 60_000)
})
