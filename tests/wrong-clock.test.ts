import { test } from 'vitest'
import { setClocksBack } from './faults/clock-back.ts'
import { hasCompiler } from './faults/shim.ts'
import { expectUnharmed } from './support/unharmed.ts'

if (!hasCompiler) console.log('A wrong clock is not tested: gcc is not installed.')

test.skipIf(!hasCompiler)(
  'clocks that go back two hours, of the gateway and of a remote, cost no press',
  () => expectUnharmed(setClocksBack, 2),
  90_000,
)
