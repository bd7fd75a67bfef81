/* Brings about every fault many times, and prints what came of it as JSON. */

import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { newProgram, runProgram } from '../../shared/command-line.ts'
import { openScratchFolder } from '../../simulator/scratch-folder.ts'
import { killBoth } from '../faults/both-kill.ts'
import { breakPackets } from '../faults/broken-packets.ts'
import { setClocksBack } from '../faults/clock-back.ts'
import { closePort } from '../faults/closed-port.ts'
import { cutWal } from '../faults/cut-wal.ts'
import { neverRead } from '../faults/deaf-subscriber.ts'
import { canLimitFiles, fillDisk } from '../faults/full-disk.ts'
import { killGateway } from '../faults/gateway-kill.ts'
import { killWhileKeeping } from '../faults/keeping-kill.ts'
import { loseWrites } from '../faults/lost-write.ts'
import { askOddly } from '../faults/odd-requests.ts'
import { type Fault, type Outcome, sumOf } from '../faults/outcome.ts'
import { killRemote } from '../faults/remote-kill.ts'
import { hasCompiler } from '../faults/shim.ts'
import { slowDown } from '../faults/slow-disk.ts'
import { connectTwice } from '../faults/twin.ts'
import { judge } from './judge.ts'

/** Each fault, how often, and what must be installed for it. */
const faults: Record<string, { fault: Fault; size: number; lacks?: string | false }> = {
  'gateway-kill': { fault: killGateway, size: 200 },
  'keeping-kill': { fault: killWhileKeeping, size: 50 },
  'remote-kill': { fault: killRemote, size: 200 },
  'both-kill': { fault: killBoth, size: 50 },
  'closed-port': { fault: closePort, size: 50 },
  'full-disk': { fault: fillDisk, size: 50, lacks: !canLimitFiles && 'prlimit' },
  'slow-disk': { fault: slowDown, size: 50, lacks: !hasCompiler && 'gcc' },
  'lost-write': { fault: loseWrites, size: 50, lacks: !hasCompiler && 'gcc' },
  'cut-wal': { fault: cutWal, size: 100 },
  'clock-back': { fault: setClocksBack, size: 20, lacks: !hasCompiler && 'gcc' },
  twin: { fault: connectTwice, size: 200 },
  'deaf-subscriber': { fault: neverRead, size: 10 },
  'broken-packets': { fault: breakPackets, size: 50_000 },
  'odd-requests': { fault: askOddly, size: 50_000 },
}

/** What takes longer hangs. */
const longestMs = 1_800_000

const program = newProgram('soak', 'Brings about faults, many times, and counts what was lost')
  .argument('[names...]', `which of ${Object.keys(faults).join(', ')} (all without)`)
  .action(async (names: string[]) => {
    const unknown = names.filter(name => !(name in faults))
    if (unknown.length > 0)
      program.error(`expected ${Object.keys(faults).join(', ')}, found ${unknown}`)
    // Where others work on the same machine, restarts take longer.
    const loadBefore = loadavg()[0]
    const outcomes: Record<string, Outcome> = {}
    for (const [name, { fault, size, lacks }] of Object.entries(faults)) {
      if (names.length > 0 && !names.includes(name)) continue
      console.error(lacks ? `${name} is skipped: ${lacks} is not installed` : `${name} × ${size}`)
      if (!lacks) outcomes[name] = await soak(fault, size)
    }
    const figures = Object.entries(outcomes).map(([name, outcome]) => [name, judge(outcome)])
    const total = judge(sumOf(Object.values(outcomes)))
    console.log(JSON.stringify({ loadBefore, ...Object.fromEntries(figures), total }, null, 2))
    process.exit(total.passed ? 0 : 1)
  })

/** A fault that cannot be brought to its end is told as one; the others go on. */
async function soak(fault: Fault, size: number): Promise<Outcome> {
  const folder = openScratchFolder()
  try {
    const late = delay(longestMs, undefined, { ref: false }).then(() => {
      throw new Error(`expected an end within ${longestMs} ms`)
    })
    return await Promise.race([fault(folder.path, size), late])
  } catch (failure) {
    const problems = [(failure as Error).stack ?? String(failure)]
    return { faults: 0, acknowledged: 0, missing: 0, doubled: 0, restartsMs: [], problems }
  } finally {
    folder.close()
  }
}

await runProgram(program)
