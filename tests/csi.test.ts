import { expect, test } from 'vitest'
import { messageOf } from '../gateway/message.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'

const day = '?from=2026-03-02&to=2026-03-03'

/** Ten customers at each touchpoint, who press these buttons. */
async function aDoor(pressed: Record<string, number[]>, more: object = {}) {
  const touchpoints = Object.keys(pressed).map(id => ({ id, devices: [id], ...more }))
  const gateway = await aGateway({
    sites: [{ id: 'hall', timeZone: 'UTC', touchpoints }],
    now: () => monday + 3_600_000,
  })
  for (const [device, buttons] of Object.entries(pressed)) {
    const event = aBoot(device)
    const visits = Array.from({ length: 10 }, (_, place) => {
      const [after, visit, button] = [60_000 * (place + 1), place + 1, buttons[place]]
      return [
        event(after, { kind: 'arrived', visit }),
        ...(button ? [event(after + 5000, { kind: 'pressed', button })] : []),
        event(after + 20_000, { kind: 'left', visit }),
      ]
    })
    const told = [event(0, { kind: 'started' }), ...visits.flat()].map(one => toldBy(device, one))
    await Promise.all(told.map(one => gateway.receive(messageOf(one))))
  }
  return (query = '') => gateway.get<object>(`/api/csi${day}${query}`)
}

test('the questions of several touchpoints are one index, by what each matters', async () => {
  const ask = await aDoor({ manners: [5, 5, 5, 5, 5, 5, 5, 5], speed: [1, 1, 1, 1, 3, 3, 3, 3] })
  expect(await ask()).toMatchObject({
    attributes: [
      { touchpoint: 'manners', weight: 1, csi: { relevant: true, value: 100 } },
      { touchpoint: 'speed', weight: 1, csi: { relevant: true, value: 25 } },
    ],
    csi: { relevant: true, value: 62.5, range: [50, 70] },
  })
  expect(await ask('&touchpoint=speed,manners&weights=3,1')).toMatchObject({
    attributes: [{ touchpoint: 'speed', weight: 3 }, { weight: 1 }],
    csi: { relevant: true, value: 43.75 },
  })
})

test('it is relevant only when each question is, and then the range is told all the same', async () => {
  const ask = await aDoor({ manners: [5, 5, 5, 5, 5, 5, 5, 5], speed: [1] })
  expect(await ask()).toMatchObject({
    attributes: [{ csi: { relevant: true } }, { csi: { relevant: false, missing: 5 } }],
    csi: { relevant: false, reason: 'response-rate', range: [40, 95] },
  })
})

test.each([
  ['3'],
  ['3,0'],
  ['3,-1'],
  ['3,much'],
  ['1,1,1'],
  ['3,Infinity'],
])('weights %s of two touchpoints are refused in words', async weights => {
  const ask = await aDoor({ manners: [], speed: [] })
  expect(await ask(`&weights=${weights}`)).toEqual({
    error: `weights: expected a number above 0 for each of 2 touchpoints, found ${weights}`,
  })
})
