import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Reading } from '../../firmware/hardware.ts'
import { openTfminiLaser } from '../../firmware/tfmini-laser.ts'
import { plugCable } from '../../simulator/uno/serial-cable.ts'
import { scratchFolder } from './scratch.ts'
import { until } from './until.ts'

export const withSocat = spawnSync('socat', ['-V']).status === 0
if (!withSocat) console.log('The laser on a serial port is not tested: socat is not installed.')
export const withLaser = test.skipIf(!withSocat)

export const recoveryMs = 5000

/** TFmini frame of a distance, with a strength of 800. */
export function frameAt(cm: number): Buffer {
  const frame = Buffer.from([0x59, 0x59, cm & 0xff, cm >> 8, 0x20, 0x03, 0x40, 0x09, 0])
  frame.writeUInt8(frame.reduce((sum, byte) => sum + byte) & 0xff, 8)
  return frame
}

const setRateHead = Buffer.from('5a0603', 'hex')
const askVersion = Buffer.from('5a04015f', 'hex')
const version = Buffer.from('5a07010900026d', 'hex')

const askFullVersion = Buffer.from('5a041472', 'hex')
const fullVersion = Buffer.from(
  '5a1e142054462d4c756e61202020202020535444202030332e30322e303051',
  'hex',
)

const save = Buffer.from('5a04116f', 'hex')

/** A TFmini at 1.2 m on a serial port, that takes a rate at once, when it is saved, or never. */
export async function aLaser({
  obeys = 'at once',
  isLuna = false,
}: {
  obeys?: 'at once' | 'saved' | 'never'
  isLuna?: boolean
} = {}) {
  const path = join(scratchFolder(), 'laser')
  const heard: Buffer[] = []
  let sends = (count: number): Uint8Array => (count > 0 ? frameAt(120) : Buffer.alloc(0))
  let hz = 100
  let count = 0
  let opened = 0
  let begun = performance.now()
  /** What it was told since its power came; a command may come in pieces. */
  let told: Buffer = Buffer.alloc(0)

  const cable = await plugCable(path, {
    opened() {
      opened += 1
      hz = 100
      told = Buffer.alloc(0)
    },
    hear(bytes) {
      heard.push(bytes)
      const known = told.length
      told = Buffer.concat([told, bytes])
      const isAsked = (command: Buffer) =>
        told.includes(command, Math.max(0, known - command.length + 1))
      const rateAt = told.lastIndexOf(setRateHead) + setRateHead.length
      const isTaken = obeys === 'at once' || (obeys === 'saved' && told.lastIndexOf(save) > rateAt)
      if (isTaken && rateAt >= setRateHead.length) hz = told[rateAt] ?? hz
      if (isAsked(askVersion)) cable.send(version)
      if (isLuna && isAsked(askFullVersion)) cable.send(fullVersion)
    },
  })
  // A busy machine fires a timer late; what was due by then is sent all the same.
  const timer = setInterval(() => {
    const periodMs = 1000 / hz
    for (; begun + periodMs < performance.now(); begun += periodMs) {
      count += 1
      cable.send(sends(count))
    }
  }, 5)
  onTestFinished(async () => {
    clearInterval(timer)
    await cable.unplug()
  })
  return {
    path,
    cable,
    heard: () => Buffer.concat(heard),
    sent: () => count,
    hz: () => hz,
    /** How often the port was opened. */
    opened: () => opened,
    /** From now on this is sent instead; the number counts all that was sent. */
    send(bytes: (count: number) => Uint8Array) {
      sends = bytes
    },
  }
}

/** A remote's laser on a port, and what is heard of it. */
export function readLaser(port: string, hz = 50, model?: 'TFmini-S') {
  const said: string[] = []
  const readings: Reading[] = []
  const { close } = openTfminiLaser(
    { driver: 'tfmini', port, hz, model },
    reading => readings.push(reading),
    text => said.push(text),
  )
  onTestFinished(close)
  const hears = (what: string) =>
    until(`the remote says ${what}`, () => said.some(text => text.includes(what)), 15_000)
  return { said, readings, hears, close }
}

/** A remote goes on by itself within 5 s. */
export async function expectRecovery(said: string[], endFault: () => void | Promise<void>) {
  said.length = 0
  const before = performance.now()
  await endFault()
  await until('connected', () => said.some(text => text.includes('connected on')))
  expect(performance.now() - before).toBeLessThan(recoveryMs)
}
