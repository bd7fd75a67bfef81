import type { ArduinoPart } from './arduino.ts'
import type { Reading } from './hardware.ts'
import type { Gp2y0a02 } from './settings.ts'

/** The sensor sees this far; what is farther, or nearer than 15 cm, it cannot tell apart. */
const farthestCm = 150

/** A GP2Y0A02YK0F on an analogue pin of an Arduino. */
export function gp2y0a02({ pin, hz }: Gp2y0a02, tell: (reading: Reading) => void): ArduinoPart {
  return {
    thing: 'laser',
    attach(board) {
      let closed = false
      board.samplingInterval(Math.round(1000 / hz))
      board.analogRead(pin, level => {
        if (!closed) tell({ mm: distanceMm(level) })
      })
      return {
        close() {
          closed = true
        },
      }
    },
  }
}

/** The curve of the data sheet, 20 to 150 cm at 5 V, as johnny-five's Proximity approximates it. */
export function distanceMm(level: number): number | null {
  const cm = 10_650.08 * level ** -0.935 - 10
  return cm > farthestCm ? null : Math.round(cm * 10)
}
