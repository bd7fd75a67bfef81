import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const linkMs = 5

/** A serial port of this machine, made by socat. */
export interface SerialCable {
  send(bytes: Uint8Array): void
  /** As a cable that is pulled: the port is gone at once. */
  unplug(): Promise<void>
  plug(): Promise<void>
}

/** What happens at the other end. */
interface OtherEnd {
  /** Somebody has opened the port. */
  opened(): void
  hear(bytes: Buffer): void
}

/** Plugs a cable in at `path`; when its reader closes the port, it is there for the next one. */
export async function plugCable(path: string, end: OtherEnd): Promise<SerialCable> {
  let socat: ChildProcess | null = null
  let plugged = false

  async function plug() {
    plugged = true
    const port = `PTY,link=${path},rawer,echo=0,mode=660,wait-slave,pty-interval=0.02`
    const made = spawn('socat', ['-d', '-d', '-t', '0.01', port, 'STDIO'], { stdio: 'pipe' })
    socat = made
    const ready = Promise.withResolvers<void>()
    made.on('error', cause =>
      ready.reject(
        new Error(`could not make ${path}: expected socat (${cause.message})`, { cause }),
      ),
    )
    let notices = ''
    made.stderr.on('data', chunk => {
      const before = notices
      notices += chunk
      const isNew = (text: string) => notices.includes(text) && !before.includes(text)
      if (isNew('PTY is')) ready.resolve()
      if (isNew('starting data transfer loop')) end.opened()
    })
    made.stdout.on('data', bytes => end.hear(bytes))
    // What was on its way when the cable was pulled is lost.
    made.stdin.on('error', () => {})
    made.on('exit', () => {
      if (socat !== made) return
      socat = null
      ready.reject(new Error(`could not make ${path}: ${notices.trim()}`))
      if (plugged) plug().catch(() => {})
    })
    await ready.promise
    // The name of the port comes a moment after it.
    while (plugged && !existsSync(path)) await delay(linkMs)
  }

  await plug()
  return {
    send: bytes => void socat?.stdin?.write(bytes),
    async unplug() {
      plugged = false
      const pulled = socat
      socat = null
      rmSync(path, { force: true })
      if (!pulled) return
      pulled.kill('SIGKILL')
      await once(pulled, 'exit')
    },
    plug,
  }
}
