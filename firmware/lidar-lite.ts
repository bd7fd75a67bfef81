import type { ArduinoPart } from './arduino.ts'
import type { Reading } from './hardware.ts'
import type { LidarLite } from './settings.ts'

/** Of the sensor's manual. */
const address = 0x62
const command = 0x00
const measure = 0x04
/** Two bytes of distance in cm; the highest bit reads them in one go. */
const distance = 0x8f
const measuringMs = 20
/** Nearer than this the sensor says that nothing came back. */
const nearestCm = 5

/** A LIDAR-Lite on the I2C pins of an Arduino. */
export function lidarLite(
  { hz }: LidarLite,
  tell: (reading: Reading) => void,
  say: (text: string) => void,
): ArduinoPart {
  return {
    thing: 'laser',
    attach(board, io) {
      let missing = false
      let stale = false
      let closed = false
      let reading: NodeJS.Timeout | undefined

      // Johnny-five's Proximity is not used: it goes on telling the last distance for ever.
      function read() {
        board.i2cReadOnce(address, distance, 2, ([high = 0, low = 0]) => {
          if (closed || stale) {
            stale = false
            return
          }
          if (missing) say('laser: the LIDAR-Lite answers again')
          missing = false
          const cm = high * 256 + low
          tell({ mm: cm < nearestCm ? null : cm * 10 })
        })
      }

      // The firmware says this, and then sends what an earlier reading left behind.
      function hear(text: string) {
        if (!/too few bytes/i.test(text)) return
        stale = true
        if (!missing) say('laser: expected a LIDAR-Lite on I2C, found no answer: is it wired?')
        missing = true
      }

      io.on('string', hear)
      board.i2cConfig()
      const measuring = setInterval(() => {
        board.i2cWrite(address, [command, measure])
        reading = setTimeout(read, measuringMs)
      }, 1000 / hz)
      return {
        close() {
          closed = true
          clearInterval(measuring)
          clearTimeout(reading)
        },
      }
    },
  }
}
