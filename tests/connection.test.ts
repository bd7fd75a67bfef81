import { test } from 'vitest'
import { closePort } from './faults/closed-port.ts'
import { neverRead } from './faults/deaf-subscriber.ts'
import { connectTwice } from './faults/twin.ts'
import { scratchFolder } from './support/scratch.ts'
import { expectUnharmed } from './support/unharmed.ts'

test('a port that closes and opens again costs no press', async () => {
  expectUnharmed(await closePort(scratchFolder(), 2))
}, 90_000)

test('a device that connects twice under one name is heard on, each event once', async () => {
  expectUnharmed(await connectTwice(scratchFolder(), 3))
}, 90_000)

test('a subscriber that never reads is dropped, and the presses go on', async () => {
  expectUnharmed(await neverRead(scratchFolder(), 1))
}, 90_000)
