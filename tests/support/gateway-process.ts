import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Child, firstLine, root, startOptions, watch } from './child.ts'

/** A gateway in a process of its own, started again and again on one data folder. */
export interface GatewayProcess {
  config: string
  data: string
  /** How long each start took, until it answered over HTTP. */
  restartsMs: number[]
  /** Addresses of the life that was started last. */
  mqtt(): string
  http(): string
  pid(): number
  start(): Promise<void>
  /** kill -9, and nothing else. */
  kill(): Promise<void>
  killWhileStarting(afterMs: number): Promise<void>
  /** As Ctrl-C does. */
  stop(): Promise<void>
}

export function aGatewayProcess(folder: string, env: NodeJS.ProcessEnv = {}): GatewayProcess {
  const config = join(folder, 'gateway.json')
  const data = join(folder, 'data')
  const ports = { mqtt: { port: 0, anonymous: true }, http: { port: 0, anonymous: true } }
  // Every press is asked for, however few there are.
  const sites = [{ id: 'hall', privacy: { minimum: 0 } }]
  writeFileSync(config, JSON.stringify({ data, ...ports, sites }))
  const restartsMs: number[] = []
  let child: Child | undefined
  let listening = { mqtt: 0, http: 0 }

  function launch(): Child {
    // A file that may not grow is then a write that fails, as on a full disk, and not a signal.
    const command = `trap '' XFSZ; exec "$@"`
    const program = ['gateway/main.ts', 'start', '--config', config]
    child = watch(
      spawn('bash', ['-c', command, 'bash', process.execPath, ...startOptions, ...program], {
        cwd: root,
        env: { ...process.env, ...env },
      }),
    )
    return child
  }

  async function end(signal: NodeJS.Signals) {
    child?.process.kill(signal)
    await child?.ended
  }

  const http = () => `http://127.0.0.1:${listening.http}`

  return {
    config,
    data,
    restartsMs,
    mqtt: () => `mqtt://127.0.0.1:${listening.mqtt}`,
    http,
    pid: () => child?.process.pid ?? 0,
    async start() {
      const begun = performance.now()
      listening = (await firstLine<{ listening: typeof listening }>(launch())).listening
      const answer = await fetch(`${http()}/healthz`)
      if (!answer.ok) throw new Error(`expected a healthy start, found ${await answer.text()}`)
      restartsMs.push(performance.now() - begun)
    },
    kill: () => end('SIGKILL'),
    async killWhileStarting(afterMs) {
      launch()
      await delay(afterMs)
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}
