import { cpSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { audit } from './audit.ts'
import { aCrowd } from './crowd.ts'
import { type Outcome, sumOf } from './outcome.ts'

const walHeader = 32
const frameHeader = 24
const frame = frameHeader + 4096
/** SQLite begins the file anew after a thousand frames; until then what is in front stays. */
const longestWal = 400 * frame

/** Cuts off the end of the write-ahead log, at any byte: each time of a copy of the same data. */
export async function cutWal(folder: string, cuts: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  // The schema is in the database file then, and the log begins empty.
  await gateway.start()
  await gateway.stop()
  await gateway.start()
  const crowd = aCrowd()
  const wal = join(gateway.data, 'gateway.sqlite-wal')
  /** How many were acknowledged when the log was at most that long. */
  const notes: { bytes: number; acknowledged: number }[] = []
  const note = async () => {
    notes.push({ acknowledged: crowd.acknowledged.size, bytes: statSync(wal).size })
  }
  const told = crowd.tell(gateway.mqtt())
  while ((notes.at(-1)?.bytes ?? 0) < longestWal) await crowd.after(1, note)
  await gateway.kill()
  await told
  const names = [...crowd.acknowledged]
  const outcomes: Outcome[] = []
  for (let cut = 0; cut < cuts; cut += 1) {
    const bytes = placeIn(statSync(wal).size, cut)
    const copy = join(folder, `cut-${cut}`)
    cpSync(gateway.data, join(copy, 'data'), { recursive: true })
    truncateSync(join(copy, 'data', 'gateway.sqlite-wal'), bytes)
    const known = notes.findLast(note => note.bytes <= bytes)?.acknowledged ?? 0
    const survivor = aGatewayProcess(copy)
    await survivor.start()
    outcomes.push({ faults: 1, ...(await audit(survivor, new Set(names.slice(0, known)))) })
    rmSync(copy, { recursive: true })
  }
  return sumOf(outcomes)
}

/** Nothing left, half the log's header, all but a few bytes; half a frame's header, and anywhere. */
function placeIn(size: number, cut: number): number {
  if (cut === 0) return 0
  if (cut === 1) return walHeader / 2
  if (cut === 2) return size - 5
  const place = Math.floor(Math.random() * size)
  if (cut % 2 === 1) return place
  return place - ((place - walHeader) % frame) + frameHeader / 2
}
