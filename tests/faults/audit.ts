import { join } from 'node:path'
import { readLog } from '../../shared/logs.ts'
import { runToEnd, start } from '../support/child.ts'
import type { GatewayProcess } from '../support/gateway-process.ts'
import type { Outcome } from './outcome.ts'

/** An event's name for ever. */
export const nameOf = (device: string, { boot, seq }: { boot: string; seq: number }) =>
  `${device}/${boot}/${seq}`

/** Compares what was acknowledged with the event log, and that with what was counted. */
export async function audit(
  gateway: GatewayProcess,
  acknowledged: ReadonlySet<string>,
): Promise<Omit<Outcome, 'faults'>> {
  const counted = await pressesCounted(gateway)
  await gateway.stop()
  const [{ names, repeated, presses }, problems] = await Promise.all([
    readStored(gateway),
    faultsVerified(gateway),
  ])
  if (counted < presses) problems.push(`expected ${presses} presses counted, found ${counted}`)
  return {
    acknowledged: acknowledged.size,
    missing: acknowledged.difference(names).size,
    doubled: repeated + Math.max(0, counted - presses),
    restartsMs: gateway.restartsMs,
    problems,
  }
}

/** Answers and presses set aside, of all touchpoints and all time. */
async function pressesCounted(gateway: GatewayProcess): Promise<number> {
  const answer = await fetch(`${gateway.http()}/api/set-aside?from=0&to=4102444800000`)
  const { setAside } = (await answer.json()) as { setAside: { pressed: number }[] }
  return setAside.reduce((sum, { pressed }) => sum + pressed, 0)
}

async function readStored({ config, data }: GatewayProcess) {
  const file = join(data, 'export.ndjson')
  await runToEnd('gateway/main.ts', 'export', '--config', config, '--out', file)
  const names = new Set<string>()
  let repeated = 0
  let presses = 0
  const reading = readLog(file, {
    sample() {},
    entry(entry) {
      if (entry.kind === 'bad-line') throw new Error(`line ${entry.line}: ${entry.problem}`)
      if (entry.kind !== 'event') return
      const { device, event } = entry.told
      const name = nameOf(device, event)
      if (names.has(name)) repeated += 1
      names.add(name)
      if (event.kind === 'pressed') presses += 1
    },
  })
  for await (const _ of reading);
  return { names, repeated, presses }
}

async function faultsVerified({ config }: GatewayProcess): Promise<string[]> {
  const child = start(['gateway/main.ts', 'verify', '--config', config])
  const code = await child.ended
  if (code !== 0 && child.out() === '') return [`verify ended with ${code}: ${child.err()}`]
  return (JSON.parse(child.out()) as { faults: string[] }).faults
}
