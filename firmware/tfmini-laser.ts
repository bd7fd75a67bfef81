import type { Reading } from './hardware.ts'
import { openLaserLine } from './laser-line.ts'
import type { Tfmini } from './settings.ts'
import {
  askFullVersion,
  askVersion,
  save,
  setRate,
  speak,
  speakCentimetres,
} from './tfmini-commands.ts'
import { frameLength, readFrames } from './tfmini-frames.ts'

/** Readings are taken from the port this often a second: a twentieth late does no harm. */
const batchesPerSecond = 20

const countingMs = 2000
/** A sensor knows only whole parts of its fastest rate. */
const rateTolerance = 0.25

/** Reads a TFmini-S, TFmini Plus or TF-Luna on a serial port, for ever. */
export function openTfminiLaser(
  { port, hz, model }: Tfmini,
  tell: (reading: Reading) => void,
  say: (text: string) => void,
): { close(): Promise<void> } {
  const said = new Set<string>()
  let isRateWrong = false
  let isSaved = false

  function sayOnce(text: string) {
    if (!said.has(text)) say(`laser: ${text}`)
    said.add(text)
  }

  function judgeRate(found: number, write: (command: Uint8Array) => void) {
    const wasRateWrong = isRateWrong
    isRateWrong = Math.abs(found - hz) > rateTolerance * hz
    if (!isRateWrong) return
    if (!wasRateWrong) {
      const rate = Math.round(found)
      say(`laser: expected ${hz} readings a second, found ${rate}; setting the rate again`)
    }
    write(setRate(hz))
    if (!isSaved) write(save)
    isSaved = true
  }

  const line = {
    path: port,
    baudRate: 115_200,
    sends: 'TFmini frames',
    hz,
    bytesAtOnce: frameLength * Math.max(1, Math.floor(hz / batchesPerSecond)),
    begin(write: (command: Uint8Array) => void) {
      const commands = [speak, speakCentimetres, setRate(hz), askFullVersion, askVersion]
      for (const command of commands) write(command)
      let rest: Uint8Array = new Uint8Array()
      let since = performance.now()
      let count = 0

      return (chunk: Buffer) => {
        const { readings, version, model: found, ...frames } = readFrames(rest, chunk)
        rest = frames.rest
        if (version !== null) sayOnce(`version ${version}`)
        if (found !== null) {
          sayOnce(model && model !== found ? `expected a ${model}, found a ${found}` : `a ${found}`)
        }
        count += readings.length
        const ms = performance.now() - since
        if (ms >= countingMs) {
          judgeRate((count * 1000) / ms, write)
          since = performance.now()
          count = 0
        }
        return readings
      }
    },
  }
  return openLaserLine(line, tell, say)
}
