import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askOfTimeServer } from '../shared/time-server.ts'
import { systemClock } from './clock.ts'

/** What was looked at; `ok` is null where this machine cannot tell. */
export interface Finding {
  ok: boolean | null
  text: string
}

/** Whether events can be kept. */
export function checkDisk(folder: string): Finding {
  const probe = join(folder, 'doctor')
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(probe, 'written to see whether it can be', { flush: true })
    rmSync(probe)
    return { ok: true, text: `disk: ${folder} can be written` }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    return { ok: false, text: `disk: expected a folder to write in at ${folder}, found ${code}` }
  }
}

/** Whether something keeps the clock right. */
export async function checkClock(): Promise<Finding> {
  const now = new Date().toISOString()
  if (!systemClock().synced())
    return { ok: false, text: `clock: it says ${now}, and was never set` }
  const isKept = await askOfTimeServer()
  if (isKept === null) {
    return {
      ok: null,
      text: `clock: it says ${now}; nothing here tells whether it is synchronised`,
    }
  }
  const how = isKept ? 'is synchronised' : 'is not synchronised: is there a time server?'
  return { ok: isKept, text: `clock: it says ${now}, and ${how}` }
}
