import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { plugCable } from '../../simulator/uno/serial-cable.ts'
import { type Child, runToEnd, start, stop } from '../support/child.ts'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { until } from '../support/until.ts'
import { short } from './figure.ts'

const hz = 100
const warmUpMs = 10_000
const measuredMs = 30_000
/** The kernel counts processor time in these. */
const ticksPerSecond = 100
/** 1.2 m. */
const frame = Buffer.from('595978002003400996', 'hex')

/** What a remote takes of its board, with a laser at 100 Hz and a gateway that listens. */
export async function benchRemote() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-remote-'))
  const gateway = aGatewayProcess(folder)
  await gateway.start()
  const laser = join(folder, 'laser')
  const cable = await plugCable(laser, { opened() {}, hear() {} })
  let due = performance.now()
  const playing = setInterval(() => {
    for (; due < performance.now(); due += 1000 / hz) cable.send(frame)
  }, 5)
  const config = join(folder, 'remote.json')
  const port = join(folder, 'event0')
  execFileSync('mkfifo', [port])
  // A pipe without a writer ends at once; a device without a press says that there is nothing yet.
  const buttonsPlugged = openSync(port, 'r+')
  const buttons = { driver: 'evdev', port }
  const rangefinder = { driver: 'tfmini', port: laser, hz }
  const place = {
    site: 'hall',
    device: 'counter-1',
    gateway: gateway.mqtt(),
    data: join(folder, 'r'),
  }
  writeFileSync(config, JSON.stringify({ ...place, buttons, rangefinder }))
  // As the service starts it; from its second start on nothing is compiled.
  const args = ['--max-semi-space-size=1', 'firmware/main.ts', '--config', config]
  const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const isThere = (child: Child) =>
    until('the laser is there', () => child.err().includes('laser: connected'))
  const first = start(args, env)
  await isThere(first)
  await stop(first)
  const remote = start(args, env)
  try {
    await isThere(remote)
    await delay(warmUpMs)
    const pid = remote.process.pid ?? 0
    const before = ticksOf(pid)
    await delay(measuredMs)
    const share = (ticksOf(pid) - before) / ticksPerSecond / (measuredMs / 1000)
    const outbox = await runToEnd('tests/bench/outbox-day.ts', join(folder, 'outbox'))
    return {
      processorAt100Hz: goal('share of a core', share, 0.05),
      memory: goal('MB resident', residentKb(pid) / 1000, 120),
      cardADay: goal('MB stored, 500 customers', JSON.parse(outbox).storedBytes / 1e6, 50),
    }
  } finally {
    clearInterval(playing)
    await stop(remote)
    await cable.unplug()
    closeSync(buttonsPlugged)
    await gateway.stop()
    rmSync(folder, { recursive: true })
  }
}

const goal = (unit: string, value: number, atMost: number) => ({
  unit,
  value: short(value),
  goal: `at most ${atMost}`,
  met: value <= atMost,
})

/** Time in user and kernel mode, of /proc/PID/stat; the name before it may hold blanks. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}

const residentKb = (pid: number) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
