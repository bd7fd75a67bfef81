import { mkdirSync } from 'node:fs'
import { type Child, start } from '../support/child.ts'
import { nameOf } from './audit.ts'

const manyPresses = 1e6

/** A remote in a process of its own that presses by itself; its outbox outlives it. */
export interface KillableRemote {
  /** Names of the events that it told so far: they were on its disk before it named them. */
  told: Set<string>
  /** How often it lost the gateway in this life. */
  losses(): number
  start(gateway: string): void
  kill(): Promise<void>
  /** Runs until the gateway has everything. */
  deliver(gateway: string): Promise<void>
}

export function aKillableRemote(
  folder: string,
  device: string,
  env: NodeJS.ProcessEnv = {},
): KillableRemote {
  mkdirSync(folder, { recursive: true })
  const told = new Set<string>()
  let child: Child | undefined

  function launch(presses: number, gateway: string): Child {
    const program = 'tests/support/telling-remote.ts'
    const launched = start([program, folder, String(presses), gateway, device], env)
    let rest = ''
    launched.process.stdout?.on('data', chunk => {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [boot = '', seq] = line.split(' ')
        told.add(nameOf(device, { boot, seq: Number(seq) }))
      }
    })
    child = launched
    return launched
  }

  return {
    told,
    losses: () => child?.err().match(/^lost/gm)?.length ?? 0,
    start(gateway) {
      launch(manyPresses, gateway)
    },
    async kill() {
      child?.process.kill('SIGKILL')
      await child?.ended
    },
    async deliver(gateway) {
      const last = launch(0, gateway)
      const code = await last.ended
      if (code !== 0) throw new Error(`the remote ended with ${code}: ${last.err()}`)
    },
  }
}
