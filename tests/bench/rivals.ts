import { readFileSync } from 'node:fs'
import { firstLine, start, stop } from '../support/child.ts'
import { aGatewayProcess, type GatewayProcess } from '../support/gateway-process.ts'
import type { Load } from './load.ts'

/** A broker that acknowledges at once and stores nothing. */
export async function startBareBroker() {
  const child = start(['tests/bench/bare-broker.ts'])
  const { listening } = await firstLine<{ listening: { mqtt: number } }>(child)
  return { port: listening.mqtt, stop: () => stop(child) }
}

export async function startGatewayIn(folder: string) {
  const gateway = aGatewayProcess(folder)
  await gateway.start()
  return gateway
}

export const portOf = (gateway: GatewayProcess) => Number(new URL(gateway.mqtt()).port)

export interface Asked {
  connections: number
  inFlight: number
  seconds: number
  /** Events a second in all; without it, as many as are acknowledged. */
  pace?: number
}

/** Loads a broker from a process of its own. */
export function load(port: number, asked: Asked): Promise<Load> {
  const { connections, inFlight, seconds, pace = 0 } = asked
  const args = [port, connections, inFlight, seconds, pace].map(String)
  return firstLine(start(['tests/bench/load.ts', ...args]))
}

/** What a process has had written to the disk so far; what it wrote into memory is not in it. */
export const bytesWritten = (pid: number) => numberIn(`/proc/${pid}/io`, /^write_bytes: (\d+)/m)

export const residentMb = (pid: number) =>
  numberIn(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB/m) / 1024

function numberIn(path: string, form: RegExp): number {
  const found = form.exec(readFileSync(path, 'utf8'))?.[1]
  if (found === undefined) throw new Error(`expected ${form} in ${path}`)
  return Number(found)
}
