import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openScratchFolder } from '../scratch-folder.ts'

/** The package that ships StandardFirmata 2.4 for the Uno; it is LGPL, and so not part of ours. */
const shipping = 'avrgirl-arduino@5.0.1'
const packed = 'avrgirl-arduino-5.0.1.tgz'
const inside = 'package/junk/hex/uno/StandardFirmata.cpp.hex'
const sha256 = '6d57ea7cf30e26c9c2f3a01ee37907d2c951f8bc9c27f84dddad12fa9c8b8f36'

const run = promisify(execFile)

/** The text of StandardFirmata's .hex file, fetched once into a folder. */
export async function fetchFirmata(folder: string): Promise<string> {
  const kept = join(folder, 'StandardFirmata.hex')
  return readKept(kept) ?? (await fetchTo(folder, kept))
}

async function fetchTo(folder: string, kept: string): Promise<string> {
  const scratch = openScratchFolder()
  try {
    // Not installed: one of its dependencies comes from a repository that may not be reached.
    await run('npm', ['pack', shipping, '--pack-destination', scratch.path, '--silent'])
    await run('tar', ['-xzf', join(scratch.path, packed), '-C', scratch.path, inside])
    mkdirSync(folder, { recursive: true })
    const fetched = join(scratch.path, inside)
    const text = readKept(fetched)
    if (text === null) throw new Error(`expected StandardFirmata in ${shipping}, found other bytes`)
    await run('cp', [fetched, `${kept}.${process.pid}`])
    renameSync(`${kept}.${process.pid}`, kept)
    return text
  } catch (cause) {
    throw new Error(`could not fetch StandardFirmata: ${(cause as Error).message}`, { cause })
  } finally {
    scratch.close()
  }
}

/** Null when it is not there, or not what it should be. */
function readKept(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8')
    return createHash('sha256').update(text).digest('hex') === sha256 ? text : null
  } catch {
    return null
  }
}
