import type { Reading } from './hardware.ts'
import { openLaserLine } from './laser-line.ts'
import type { Tfmini } from './settings.ts'
import { frameLength, readFrames } from './tfmini-frames.ts'

/** The sensor may have been silenced, or set to millimetres or text, by somebody else. */
const speak = Buffer.from('5a05070167', 'hex')
const speakCentimetres = Buffer.from('5a05050165', 'hex')
const askVersion = Buffer.from('5a04015f', 'hex')

/** Readings are taken from the port this often a second: a twentieth late does no harm. */
const batchesPerSecond = 20

const countingMs = 2000
/** A sensor knows only whole parts of its fastest rate. */
const rateTolerance = 0.25

/** Reads a TFmini-S, TFmini Plus or TF-Luna on a serial port, for ever. */
export function openTfminiLaser(
  { port, hz }: Tfmini,
  tell: (reading: Reading) => void,
  say: (text: string) => void,
): { close(): Promise<void> } {
  let said = ''
  function sayOnce(text: string) {
    if (text !== said) say(`laser: ${text}`)
    said = text
  }

  const line = {
    path: port,
    baudRate: 115_200,
    sends: 'TFmini frames',
    hz,
    bytesAtOnce: frameLength * Math.max(1, Math.floor(hz / batchesPerSecond)),
    begin(write: (command: Uint8Array) => void) {
      for (const command of [speak, speakCentimetres, setRate(hz), askVersion]) write(command)
      let rest: Uint8Array = new Uint8Array()
      let since = performance.now()
      let count = 0

      function checkRate() {
        const ms = performance.now() - since
        if (ms < countingMs) return
        const rate = Math.round((count * 1000) / ms)
        if (Math.abs(rate - hz) > rateTolerance * hz) {
          sayOnce(`expected ${hz} readings a second, found ${rate}; setting the rate again`)
          write(setRate(hz))
        }
        since = performance.now()
        count = 0
      }

      return (chunk: Buffer) => {
        const frames = readFrames(rest, chunk)
        rest = frames.rest
        if (frames.version !== null) sayOnce(`version ${frames.version}`)
        count += frames.readings.length
        checkRate()
        return frames.readings
      }
    },
  }
  return openLaserLine(line, tell, say)
}

function setRate(hz: number): Buffer {
  const command = [0x5a, 0x06, 0x03, hz & 0xff, hz >> 8]
  return Buffer.from([...command, command.reduce((sum, byte) => sum + byte) & 0xff])
}
