import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openReading } from '../../gateway/reading.ts'
import { exportEvents } from '../../gateway/routes/exports.ts'
import { verify } from '../../gateway/verify.ts'
import { readLog } from '../../shared/logs.ts'
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
  const { names, repeated, presses } = await readStored(gateway.data)
  const problems = [...verify(gateway.data).faults]
  if (counted < presses) problems.push(`expected ${presses} presses counted, found ${counted}`)
  return {
    acknowledged: acknowledged.size,
    missing: acknowledged.difference(names).size,
    doubled: repeated + Math.max(0, counted - presses),
    restartsMs: gateway.restartsMs,
    problems,
  }
}

/** The names of all events that stand in a log. */
export const namesIn = async (data: string) => (await readStored(data)).names

/** Answers and presses set aside, of all touchpoints and all time. */
async function pressesCounted(gateway: GatewayProcess): Promise<number> {
  const answer = await fetch(`${gateway.http()}/api/set-aside?from=0&to=4102444800000`)
  const { setAside } = (await answer.json()) as { setAside: { pressed: number }[] }
  return setAside.reduce((sum, { pressed }) => sum + pressed, 0)
}

async function readStored(data: string) {
  const file = join(data, 'export.ndjson')
  const reading = openReading({ data })
  await pipeline(exportEvents(reading.tables.log), createWriteStream(file))
  reading.close()
  const names = new Set<string>()
  let repeated = 0
  let presses = 0
  const lines = readLog(file, {
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
  for await (const _ of lines);
  return { names, repeated, presses }
}
