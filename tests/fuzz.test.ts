import { expect, test } from 'vitest'
import { breakPackets } from './faults/broken-packets.ts'
import { askOddly } from './faults/odd-requests.ts'
import { scratchFolder } from './support/scratch.ts'

const inputs = 1000

test.each([
  ['broken packets over MQTT', breakPackets],
  ['odd requests of every route over HTTP', askOddly],
])(
  '%s neither end nor hang nor fill the gateway',
  async (_what, fault) => {
    const { problems, faults } = await fault(scratchFolder(), inputs)
    expect(problems).toEqual([])
    expect(faults).toBeGreaterThanOrEqual(inputs)
  },
  120_000,
)
