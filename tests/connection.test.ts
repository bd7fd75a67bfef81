import { test } from 'vitest'
import { closePort } from './faults/closed-port.ts'
import { neverRead } from './faults/deaf-subscriber.ts'
import { connectTwice } from './faults/twin.ts'
import { expectUnharmed } from './support/unharmed.ts'

test(
  'a port that closes and opens again costs no press',
  () => expectUnharmed(closePort, 2),
  90_000,
)

test(
  'a device that connects twice under one name is heard on, each event once',
  () => expectUnharmed(connectTwice, 8),
  90_000,
)

test(
  'a subscriber that never reads is dropped, and the presses go on',
  () => expectUnharmed(neverRead, 1),
  90_000,
)
