import type { Reading } from './hardware.ts'
import { keepConnected } from './serial-connection.ts'

/** A rangefinder that tells its readings by itself. */
interface LaserLine {
  path: string
  baudRate: number
  /** What it sends, for those who read the messages. */
  sends: string
  /** Readings a second. */
  hz: number
  /** How many bytes are waited for; 1 where every one counts. */
  bytesAtOnce: number
  /** Sets the sensor up; what is returned finds the readings in what it sends then. */
  begin(write: (command: Uint8Array) => void): (chunk: Buffer) => Reading[]
}

/** More bytes than this without a reading are not the beginning of one. */
const longestUnread = 32

/** Reads such a rangefinder on a serial port, for ever. */
export function openLaserLine(
  { path, baudRate, sends, hz, bytesAtOnce, begin }: LaserLine,
  tell: (reading: Reading) => void,
  say: (text: string) => void,
): { close(): Promise<void> } {
  const silenceMs = Math.max(500, 3000 / hz)
  const place = { thing: 'laser', path, baudRate, bytesAtOnce }
  return keepConnected(place, say, ({ stream }, connected) => {
    const failed = Promise.withResolvers<string>()
    let unread = 0

    function giveUp() {
      const found =
        unread > longestUnread
          ? 'something else: is it another device, or another baud rate?'
          : 'nothing: is it wired and powered?'
      failed.resolve(`expected ${sends} within ${silenceMs} ms, found ${found}`)
    }

    // A serial port can lose its cable without a word, and then spins on a whole core until it is
    // closed: silence is the only sure sign.
    const watchdog = setTimeout(giveUp, silenceMs)
    const read = begin(command => stream.write(command))

    function hear(chunk: Buffer) {
      const readings = read(chunk)
      unread = readings.length === 0 ? unread + chunk.length : 0
      if (readings.length === 0) return
      watchdog.refresh()
      connected()
      for (const reading of readings) tell(reading)
    }

    stream.on('data', hear)
    return {
      failed: failed.promise,
      close() {
        clearTimeout(watchdog)
        stream.off('data', hear)
      },
    }
  })
}
