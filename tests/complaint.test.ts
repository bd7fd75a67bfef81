import { expect, onTestFinished, test, vi } from 'vitest'
import { openLearntFile } from '../firmware/learnt.ts'
import { operate } from '../firmware/operate.ts'
import { openOutbox } from '../firmware/outbox.ts'
import { scratchFolder } from './support/scratch.ts'

const readingMs = 50

/** A remote with a laser in virtual time; gives what it said and the last heartbeat. */
function aRemote() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const folder = scratchFolder()
  const outbox = openOutbox(folder)
  onTestFinished(outbox.close)
  let up = 0
  let see: (reading: { mm: number }) => void = () => {}
  const hardware = {
    ...{ buttons: 5, rangefinder: 'TFmini', buttonHealth: () => [] },
    ...{ onButton() {}, thank() {}, identify() {}, async close() {} },
    onReading(listen: typeof see) {
      see = listen
    },
  }
  const clock = { now: () => up, up: () => up, synced: () => true }
  const said: string[] = []
  const learnt = openLearntFile(folder, () => {})
  const remote = operate(hardware, outbox, clock, { learnt }, text => said.push(text))
  onTestFinished(remote.close)
  return {
    said,
    /** So many seconds of readings. */
    pass(seconds: number, mmAt: (reading: number) => number) {
      for (let reading = 0; reading < (seconds * 1000) / readingMs; reading += 1) {
        up += readingMs
        see({ mm: mmAt(reading) })
        vi.advanceTimersByTime(readingMs)
      }
    },
    beat: () =>
      outbox
        .after(0, 1000)
        .map(({ json }) => JSON.parse(json))
        .findLast(({ kind }) => kind === 'heartbeat'),
  }
}

const theWall = (reading: number) => 2600 + ((reading * 7) % 4) * 10
const oneReading = () => 640
const tape = (reading: number) => 40 + (reading % 3) * 10

test('a laser that repeats its last reading is named once, told of, and counts on', () => {
  const { said, pass, beat } = aRemote()
  pass(30, theWall)
  pass(190, oneReading)
  expect(said).toEqual(['laser: repeats one reading: does it hang?'])
  expect(beat()).toMatchObject({ rangefinder: 'stuck' })
  pass(61, theWall)
  expect(said.slice(1)).toEqual(['laser: sees again'])
  expect(beat()).toMatchObject({ rangefinder: 'ok' })
})

test('a laser that is covered is named once', () => {
  const { said, pass, beat } = aRemote()
  pass(30, theWall)
  pass(190, tape)
  expect(said).toEqual(['laser: sees nothing, or only what covers it: is its window free?'])
  expect(beat()).toMatchObject({ rangefinder: 'blind' })
})
