import { expect, test } from 'vitest'
import { settleMs, stuckAfterMs } from '../firmware/button.ts'
import { newPlaces } from '../firmware/places.ts'
import { heartbeat, type Input, newRemote, observe } from '../firmware/remote.ts'
import { nameFact } from '../firmware/telling.ts'
import { DeviceEvent, type RemoteFact } from '../shared/events.ts'
import { readingsOf, remoteAfter } from './support/pictures.ts'

function tell(inputs: Input[]) {
  const remote = newRemote(5)
  const told: RemoteFact[] = inputs.flatMap(input => observe(remote, input))
  return { told, remote }
}

const down = (up: number, button = 1): Input => ({ kind: 'edge', up, button, down: true })
const released = (up: number, button = 1): Input => ({ kind: 'edge', up, button, down: false })
const later = (up: number): Input => ({ kind: 'heard', up })

test('a press is told when the contacts have settled, with the moment it began', () => {
  expect(tell([down(100), released(220), later(220 + settleMs - 1)]).told).toEqual([])
  expect(tell([down(100), released(220), later(220 + settleMs)]).told).toEqual([
    { kind: 'pressed', up: 100, button: 1, heldMs: 120 },
  ])
})

test('forty milliseconds of bounce at both ends are one press', () => {
  const bounce = [0, 7, 15, 21, 33, 40].flatMap(ms => [down(100 + ms), released(103 + ms)])
  const back = [0, 9, 18, 27, 40].flatMap(ms => [down(300 + ms), released(304 + ms)])
  const { told } = tell([...bounce, down(145), ...back, later(500)])
  expect(told).toEqual([{ kind: 'pressed', up: 100, button: 1, heldMs: 244 }])
})

test('a tap of eight milliseconds counts', () => {
  expect(tell([down(100), released(108), later(200)]).told).toMatchObject([{ heldMs: 8 }])
})

test('two buttons at once are two presses', () => {
  const { told } = tell([
    down(100, 1),
    down(110, 2),
    released(200, 1),
    released(210, 2),
    later(300),
  ])
  expect(told).toMatchObject([{ button: 1 }, { button: 2 }])
})

test('a button that the remote does not have is not counted', () => {
  expect(tell([down(100, 9), released(200, 9), later(300)]).told).toEqual([])
})

test('a button that is held for ten seconds is stuck: no press, and the heartbeat tells', () => {
  const held = tell([down(100, 2)]).remote
  expect(heartbeat(held, 99 + stuckAfterMs, 0)).not.toHaveProperty('buttons')
  expect(heartbeat(held, 100 + stuckAfterMs, 0)).toMatchObject({
    buttons: ['ok', 'stuck', 'ok', 'ok', 'ok'],
  })
  const freed = [down(100, 2), released(100 + stuckAfterMs, 2), later(200 + stuckAfterMs)]
  expect(tell(freed).told).toEqual([])
  const justNot = [down(100, 2), released(99 + stuckAfterMs, 2), later(200 + stuckAfterMs)]
  expect(tell(justNot).told).toHaveLength(1)
})

test('a heartbeat tells which buttons the driver cannot reach', () => {
  const wired = ['absent', 'absent', 'absent', 'absent', 'absent'] as const
  expect(heartbeat(newRemote(5), 100, 0, [...wired])).toMatchObject({ buttons: wired })
})

test('a heartbeat tells presses, visits and whether the laser answers', () => {
  const standing = [...readingsOf('#'.repeat(20))].map(
    (reading): Input => ({ kind: 'sample', ...reading }),
  )
  const { remote } = tell([...standing, down(9900, 2), released(9950, 2), later(10_050)])
  expect(heartbeat(remote, 10_100, 7)).toMatchObject({
    pressed: [0, 1, 0, 0, 0],
    visits: 1,
    waiting: 7,
    rangefinder: 'ok',
  })
  expect(heartbeat(remote, 13_000, 0)).toMatchObject({ rangefinder: 'absent' })
  expect(heartbeat(newRemote(2), 100, 0)).toMatchObject({
    pressed: [0, 0],
    rangefinder: 'absent',
  })
})

test('a heartbeat tells the zone that an installer has pinned', () => {
  const remote = newRemote(5, { zone: { nearMm: 300, farMm: 900 } })
  expect(heartbeat(remote, 100, 0)).toMatchObject({ place: { farMm: 900 } })
})

test('a heartbeat carries what was learnt of the place, and stays small', () => {
  const far = `${'F'.repeat(60)}............`.repeat(4)
  const { beat } = remoteAfter(readingsOf(far), newPlaces())
  if (beat.kind !== 'heartbeat') throw new Error('expected a heartbeat')
  expect(beat.place?.standingMm).toBeGreaterThan(1300)
  expect(beat.place?.standingMm).toBeLessThan(1500)
  expect(Math.abs((beat.place?.backgroundMm ?? 0) - 2600)).toBeLessThan(20)
  const event = nameFact(beat, { boot: '9f2c41d07a31', seq: 99_999, at: Date.now(), synced: true })
  expect(DeviceEvent.parse(event)).toEqual(event)
  expect(JSON.stringify(event).length).toBeLessThan(300)
})
