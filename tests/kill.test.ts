import { test } from 'vitest'
import { killBoth } from './faults/both-kill.ts'
import { killGateway } from './faults/gateway-kill.ts'
import { killWhileKeeping } from './faults/keeping-kill.ts'
import { killRemote } from './faults/remote-kill.ts'
import { expectUnharmed } from './support/unharmed.ts'

test(
  'kill -9 of the gateway under load loses nothing and doubles nothing',
  () => expectUnharmed(killGateway, 4),
  90_000,
)

test(
  'kill -9 of a remote that presses loses nothing and doubles nothing',
  () => expectUnharmed(killRemote, 4),
  90_000,
)

test(
  'kill -9 of gateway and remote at once loses nothing and doubles nothing',
  () => expectUnharmed(killBoth, 2),
  90_000,
)

test(
  'kill -9 of a gateway that counts again, removes presence and is copied harms nothing',
  () => expectUnharmed(killWhileKeeping, 4),
  90_000,
)
