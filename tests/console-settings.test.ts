import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  idFrom,
  type SiteSettings,
  withDevice,
} from '../gateway/console/settings/sites-document.ts'
import { openingOf, weekOf } from '../gateway/console/settings/week.ts'
import { messageOf } from '../gateway/message.ts'
import { type Browser, openBrowser, withChromium } from './support/chromium.ts'
import { openConsole } from './support/console-page.ts'
import { aBoot, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'

test.each([
  { 'mon-fri': '08:00-19:00', sat: '09:00-14:00' },
  { mon: '08:00-12:00', 'wed-thu': '08:00-12:00', sun: '20:00-24:00' },
  { 'mon-sun': '18:00-03:00' },
])('opening hours %j are the same after they were looked at', opening => {
  expect(openingOf(weekOf(opening) ?? {})).toEqual(opening)
})

test('days go round the end of the week, and one that opens twice is not shown by days', () => {
  expect(Object.keys(weekOf({ 'sat-mon': '10:00-12:00' }) ?? {})).toEqual(['sat', 'sun', 'mon'])
  expect(weekOf({ 'mon-fri': '08:00-12:00', fri: '13:00-17:00' })).toBe(null)
})

test('a name in any script gives a name for machines that nobody has', () => {
  expect(idFrom('Front desk 2', ['till'], 'counter')).toBe('front-desk-2')
  expect(idFrom('Каса', [], 'counter')).toBe('counter')
  expect(idFrom('Каса', ['counter', 'counter-2'], 'counter')).toBe('counter-3')
})

test('a device that is mounted leaves where it was, and all else stays', () => {
  const site: SiteSettings = {
    id: 'hall',
    live: { answersAtOnce: 1, atMostMinutes: 15 },
    devices: [{ id: 'b' }],
    touchpoints: [{ id: 'desk', devices: ['a', 'b'], survey: 'census' }, { id: 'till' }],
  }
  expect(withDevice(site, { id: 'a', name: 'Blue', zone: null }, 'till')).toEqual({
    id: 'hall',
    live: { answersAtOnce: 1, atMostMinutes: 15 },
    devices: [{ id: 'b' }, { id: 'a', name: 'Blue', zone: null }],
    touchpoints: [
      { id: 'desk', devices: ['b'], survey: 'census' },
      { id: 'till', devices: ['a'] },
    ],
  })
})

interface Settings {
  versions: { since: number; sites: { touchpoints: object[]; devices: object[] }[] }[]
}

describe.skipIf(!withChromium)('the page Settings', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser('en-GB')
  })
  afterAll(() => browser.close())

  test('the console leads from nothing to the first press, then to hours, names and places', async () => {
    const gateway = await aGateway({ sites: null })
    const { page, problems } = await openConsole(browser.context, `${gateway.http}/`)
    const newest = async () => {
      const { versions } = await gateway.get<Settings>('/api/settings')
      return { count: versions.length, version: versions.at(-1), site: versions.at(-1)?.sites[0] }
    }

    await page.getByLabel('Name of the site').fill('Main hall')
    await page.getByLabel('Time zone').selectOption('Europe/Sofia')
    await page.getByLabel('Its first touchpoint').fill('Front desk')
    await page.getByRole('button', { name: 'Add the site' }).click()
    await page.getByText('Waiting for a press').waitFor()
    await page.getByRole('button', { name: 'Give a pairing code' }).click()
    await page.getByText(/^\d{3}-\d{3}/).waitFor()
    await page.getByRole('button', { name: 'Simulate a customer' }).click()
    await page.getByText(/Button 5 was pressed at .* on simulated/).waitFor()

    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText('Front desk', { exact: true }).click()
    await page.getByLabel('Question, Български').fill('Как беше?')
    await page.getByLabel('Always open').uncheck()
    const closes = page.getByRole('group', { name: 'Sat, closes' })
    await closes.getByLabel('Hour').selectOption('00')
    await closes.getByLabel('Minute').selectOption('00')
    await page.getByRole('checkbox', { name: 'Sat' }).check()
    await page.getByRole('button', { name: 'Save' }).first().click()
    await page.getByText('Saved.').waitFor()
    expect((await newest()).site?.touchpoints).toMatchObject([
      {
        id: 'front-desk',
        question: { text: { bg: 'Как беше?' }, metric: 'csat' },
        opening: { 'mon-fri': '09:00-18:00', sat: '09:00-24:00' },
      },
    ])

    await page.getByRole('link', { name: 'Devices' }).click()
    const remote = page.getByRole('article', { name: 'simulated' })
    await remote.getByText('Name, place, zone').click()
    await remote.getByLabel('Name', { exact: true }).fill('The blue one')
    await remote.getByLabel('Mounted at').selectOption('Front desk')
    await remote.getByLabel('Since').selectOption('an earlier moment')
    await remote.getByLabel('Year').selectOption('2026')
    await remote.getByLabel('Month').selectOption('January')
    await remote.getByLabel('Day').selectOption('2')
    await remote.getByLabel('Hour').selectOption('03')
    await remote.getByLabel('Minute').selectOption('00')
    await remote.getByRole('button', { name: 'Save' }).click()
    await page
      .getByRole('article', { name: 'The blue one' })
      .getByText(/Front desk since/)
      .waitFor()
    const { version, site } = await newest()
    expect(version?.since).toBe(Date.parse('2026-01-02T01:00:00Z'))
    expect(site).toMatchObject({
      devices: [{ id: 'simulated', name: 'The blue one' }],
      touchpoints: [{ devices: ['front-desk', 'simulated'] }],
    })
    expect(problems).toEqual([])
  }, 60_000)

  test('says in the chosen language what is wrong, also when that changes meanwhile', async () => {
    const gateway = await aGateway({ sites: null })
    const opening = { mon: '08:00-19:00' }
    const touchpoints = [{ id: 'desk', name: 'Front desk', devices: ['desk'], opening }]
    const sites = [{ id: 'hall', name: 'Main hall', timeZone: 'UTC', touchpoints }]
    await gateway.put('/api/settings/sites', { sites, basedOn: 0 })
    const { page } = await openConsole(browser.context, `${gateway.http}/`, {
      query: '?page=settings',
    })
    await page.getByText('Front desk', { exact: true }).click()
    const closes = page.getByRole('group', { name: 'Mon, closes' })
    await closes.getByLabel('Hour').selectOption('08')
    await page.getByRole('button', { name: 'Save' }).first().click()
    const refusal = page.getByRole('alert')
    await refusal.filter({ hasText: 'Opening and closing must differ.' }).waitFor()
    const speak = (language: string) => page.locator(`.languages [lang=${language}]`).click()
    await speak('ru')
    await refusal.filter({ hasText: 'Открытие и закрытие не могут совпадать.' }).waitFor()

    const wrongIn = async (name: string, filled: string) => {
      const field = page.getByLabel(name, { exact: true }).first()
      await field.fill(filled)
      await page.getByRole('button', { name: 'Сохранить' }).first().click()
      const said = await field.evaluate(one => Reflect.get(one, 'validationMessage'))
      await field.fill('Каса')
      return said
    }
    expect(await wrongIn('Название', '')).toBe('Заполните это поле.')
    expect(await wrongIn('Название', '  ')).toBe('Заполните это поле.')
    await page.getByText('Как нажатия становятся ответами').click()
    const visit = 'Визит длится не дольше, мин'
    expect(await wrongIn(visit, '1,2,3')).toMatch(/^Число до 9.999, например 2,5\.$/)
    await speak('bg')
    await refusal.filter({ hasText: 'Отварянето и затварянето не може да съвпадат.' }).waitFor()
  })

  test('has ratings, survey and thresholds folded away, and says what becomes of what is removed', async () => {
    const gateway = await aGateway({ sites: null })
    const touchpoints = [
      { id: 'desk', name: 'Front desk', devices: ['desk'] },
      { id: 'till', name: 'Till', devices: ['till'] },
    ]
    const old = { id: 'old', name: 'Old shop', timeZone: 'UTC' }
    await gateway.put('/api/settings/sites', {
      sites: [
        { id: 'hall', name: 'Main hall', timeZone: 'UTC', touchpoints },
        { ...old, touchpoints: [{ id: 'desk', name: 'Old desk', devices: ['desk'] }] },
      ],
      basedOn: 0,
    })
    await gateway.receive(messageOf(toldBy('desk', aBoot()(0, { kind: 'pressed' }))))
    const { page, problems } = await openConsole(browser.context, `${gateway.http}/`, {
      query: '?page=settings',
    })
    await page.getByText('Front desk', { exact: true }).click()
    const [ratings, presses] = ['Ratings, survey, source', 'How presses become answers']
    await page.getByText(ratings).first().click()
    await page.getByLabel('Ratings of the buttons').first().fill('1, 2, 4')
    await page.getByLabel('Who is asked').first().selectOption('Every customer')
    await page.getByLabel('Relevant from').first().fill('45,5')
    await page.getByText(presses).first().click()
    await page.getByLabel('A customer may correct within').first().fill('2.5')
    await page.getByRole('button', { name: 'Save' }).first().click()
    await page.getByText('Saved.').waitFor()
    await page.getByText('Privacy, answers in groups').click()
    await page.getByLabel('Show live answers').fill('7')
    await page.getByRole('button', { name: 'Save' }).last().click()
    await page.getByText('Saved.').nth(1).waitFor()
    const site = async () => {
      const { versions } = await gateway.get<Settings>('/api/settings')
      return versions.at(-1)?.sites[0]
    }
    expect(await site()).toMatchObject({
      live: { answersAtOnce: 7, atMostMinutes: 15 },
      privacy: { minimum: 5 },
      touchpoints: [
        {
          ...{ id: 'desk', survey: 'census', threshold: 0.455 },
          question: { ratings: [1, 2, 4] },
          counting: { correctionMs: 2500, graceMs: 3000 },
        },
        { id: 'till', survey: 'spontaneous', question: { ratings: null } },
      ],
    })

    await page.getByRole('button', { name: 'Remove Front desk …' }).click()
    await page.getByText('What was counted there stays').waitFor()
    await page.getByRole('button', { name: 'Remove Front desk', exact: true }).click()
    await page.getByText('Front desk', { exact: true }).waitFor({ state: 'detached' })
    expect((await site())?.touchpoints).toMatchObject([{ id: 'till' }])
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByRole('article', { name: 'Till' }).waitFor()
    await page.getByRole('article', { name: 'Front desk' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Trends' }).click()
    await page.getByLabel('Front desk (removed)').check()
    await page.getByRole('article', { name: 'Front desk (removed)' }).waitFor()

    await page.getByLabel('Site').selectOption('Old shop')
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Remove Old shop …' }).click()
    await page.getByRole('button', { name: 'Remove Old shop', exact: true }).click()
    await page.getByText('Old desk', { exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Trends' }).click()
    await page.getByLabel('Site').selectOption('Old shop (removed)')
    await page.getByRole('article', { name: 'Old desk (removed)' }).waitFor()
    await page.getByRole('article', { name: 'Till' }).waitFor({ state: 'detached' })
    expect(problems).toEqual([])
  }, 60_000)
})
