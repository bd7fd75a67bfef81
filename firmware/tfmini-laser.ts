import type { Reading } from './hardware.ts'
import { keepConnected } from './serial-connection.ts'
import type { RemoteSettings } from './settings.ts'
import { frameLength, readFrames } from './tfmini-frames.ts'

type TfminiSettings = NonNullable<RemoteSettings['rangefinder']>

/** The sensor may have been set to millimetres or text by somebody else. */
const speakCentimetres = Buffer.from('5a05050165', 'hex')

/** Readings are taken from the port this often a second: a twentieth late does no harm. */
const batchesPerSecond = 20

/** Reads a TFmini-S on a serial port, for ever. */
export function openTfminiLaser(
  { port, hz }: TfminiSettings,
  tell: (reading: Reading) => void,
  say: (text: string) => void,
): { close(): Promise<void> } {
  // A serial port can lose its cable without a word, and then spins on a whole core until it is
  // closed: silence is the only sure sign.
  const silenceMs = Math.max(500, 3000 / hz)

  const bytesAtOnce = frameLength * Math.max(1, Math.floor(hz / batchesPerSecond))
  const place = { thing: 'laser', path: port, baudRate: 115_200, bytesAtOnce }
  return keepConnected(place, say, ({ stream }, connected) => {
    const failed = Promise.withResolvers<string>()
    const silence = `expected TFmini frames, found none for ${silenceMs} ms`
    const watchdog = setTimeout(() => failed.resolve(silence), silenceMs)
    let rest: Uint8Array = new Uint8Array()

    function hear(chunk: Buffer) {
      const frames = readFrames(rest, chunk)
      rest = frames.rest
      if (frames.readings.length === 0) return
      watchdog.refresh()
      connected()
      for (const reading of frames.readings) tell(reading)
    }

    stream.on('data', hear)
    stream.write(speakCentimetres)
    stream.write(setRate(hz))
    return {
      failed: failed.promise,
      close() {
        clearTimeout(watchdog)
        stream.off('data', hear)
      },
    }
  })
}

function setRate(hz: number): Buffer {
  const command = [0x5a, 0x06, 0x03, hz & 0xff, hz >> 8]
  return Buffer.from([...command, command.reduce((sum, byte) => sum + byte) & 0xff])
}
