import { setTimeout as delay } from 'node:timers/promises'
import { openArduino } from './arduino.ts'
import { openSerial } from './serial.ts'
import { readLines } from './text-lines.ts'
import { askFullVersion, speak, speakCentimetres } from './tfmini-commands.ts'
import { readFrames } from './tfmini-frames.ts'

/** What answers on a serial port; the model is null where it does not name itself. */
export type Answer =
  | { what: 'tfmini'; model: 'TF-Luna' | null }
  | { what: 'text' | 'firmata' | 'nothing' }
  | { what: 'closed'; why: string }

export const nameOf = (answer: Answer): string => {
  switch (answer.what) {
    case 'tfmini':
      return `a ${answer.model ?? 'TFmini'}`
    case 'text':
      return 'a rangefinder that tells metres as text'
    case 'firmata':
      return 'an Arduino with StandardFirmata'
    case 'nothing':
      return 'nothing that a remote knows'
    case 'closed':
      return answer.why
  }
}

const baudRate = 115_200
/** A rangefinder has told something several times by then. */
const listenMs = 600
/** One line may be noise. */
const fewest = 3
/** An Arduino that is opened takes two seconds to boot, and a first attempt may fail. */
const bootMs = 8000

/** Listens on a port, and only then asks what a laser and what an Arduino would answer. */
export async function askPort(path: string): Promise<Answer> {
  try {
    return (await askLaser(path)) ?? { what: (await isArduino(path)) ? 'firmata' : 'nothing' }
  } catch (cause) {
    return { what: 'closed', why: (cause as Error).message }
  }
}

async function askLaser(path: string): Promise<Answer | null> {
  const line = await openSerial(path, baudRate, 1)
  const chunks: Buffer[] = []
  line.stream.on('data', chunk => chunks.push(chunk))
  try {
    await delay(listenMs)
    const text = Buffer.concat(chunks).toString('latin1')
    if (readLines('', text).readings.length >= fewest) return { what: 'text' }
    for (const command of [speak, speakCentimetres, askFullVersion]) line.stream.write(command)
    await delay(listenMs)
    const { readings, model } = readFrames(new Uint8Array(), Buffer.concat(chunks))
    return readings.length >= fewest ? { what: 'tfmini', model } : null
  } finally {
    await line.close()
  }
}

async function isArduino(path: string): Promise<boolean> {
  const { promise: answered, resolve } = Promise.withResolvers<void>()
  const arduino = openArduino(path, [], text => text.includes('connected') && resolve())
  const isThere = await Promise.race([answered.then(() => true), delay(bootMs, false)])
  await arduino.close()
  return isThere
}
