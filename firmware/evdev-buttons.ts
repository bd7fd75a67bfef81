import { closeSync, constants, fstatSync, openSync, readSync, writeFile } from 'node:fs'
import { watchLevels } from './button-levels.ts'
import type { ButtonEdge, Buttons } from './hardware.ts'
import {
  inputEventBytes,
  key,
  lostEvents,
  readInputEvents,
  synchronisation,
} from './input-events.ts'
import { keepTrying } from './keep-trying.ts'
import { openLight } from './light.ts'
import type { EvdevButtons } from './settings.ts'

/** A read that waits would hold a thread of Node until the next press, also past the end. */
const lookEveryMs = 20

/** Keys of a Linux input device: GPIO keys, USB and Bluetooth remotes; for ever. */
export function openEvdevButtons(
  { port, keys, light }: EvdevButtons,
  tell: (edge: ButtonEdge) => void,
  say: (text: string) => void,
): Buttons {
  const levels = watchLevels(keys.length, tell, say)
  const lamp = openLight(level => light && writeFile(light, String(level), () => {}))

  /** Nothing in `bytes` is older than `longestMs`. */
  function look(bytes: Uint8Array, rest: Uint8Array, longestMs: number): Uint8Array {
    const read = readInputEvents(rest, bytes)
    let agoMs = longestMs
    for (const { at, type, code, value } of read.events) {
      // The kernel's times are of the wall clock, which may have been set in between.
      agoMs = Math.max(0, Math.min(agoMs, Math.round(Date.now() - at)))
      const button = keys.indexOf(code) + 1
      // 2 is a key that repeats while it is held.
      if (type === key && button > 0 && value < 2) levels.see(button, value === 1, agoMs)
      // After lost events nobody knows what is down; to count a button as up loses no next press.
      if (type === synchronisation && code === lostEvents) {
        for (let button = 1; button <= keys.length; button += 1) levels.see(button, false)
      }
    }
    return read.rest
  }

  const connection = keepTrying('buttons', say, async ({ tell: state, signal }) => {
    const file = openInput(port)
    const { promise: ended, resolve: end } = Promise.withResolvers<string>()
    const room = Buffer.alloc(64 * inputEventBytes)
    let rest: Uint8Array = new Uint8Array()
    let emptyAt = performance.now()

    function lookAgain() {
      const now = performance.now()
      try {
        let length = room.length
        while (length === room.length) {
          length = readWaiting(file, room)
          rest = look(room.subarray(0, length), rest, Math.round(now - emptyAt))
        }
        emptyAt = now
      } catch (cause) {
        end(`${port}: unplugged (${(cause as NodeJS.ErrnoException).code})`)
      }
    }

    state(`connected on ${port}`)
    levels.start()
    const looking = setInterval(lookAgain, lookEveryMs)
    signal.addEventListener('abort', () => end('closed'))
    try {
      return await ended
    } finally {
      clearInterval(looking)
      levels.end()
      closeSync(file)
    }
  })

  return {
    thank: lamp.thank,
    identify: lamp.identify,
    health: levels.health,
    async close() {
      lamp.close()
      await connection.close()
    },
  }
}

function openInput(path: string): number {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    throw new Error(`could not open ${path}: ${explanations[code] ?? code}`, { cause })
  }
  const found = fstatSync(file)
  if (found.isCharacterDevice() || found.isFIFO()) return file
  closeSync(file)
  throw new Error(`could not open ${path}: expected an input device, found something else`)
}

const explanations: Record<string, string> = {
  ENOENT: 'expected an input device, found nothing: is it plugged in?',
  ENODEV: 'expected an input device, found nothing: is it plugged in?',
  EACCES: 'this user may not use it: is it in the group input?',
}

/** How many bytes there were to read; none is no failure. */
function readWaiting(file: number, room: Buffer): number {
  try {
    return readSync(file, room)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EAGAIN') return 0
    throw cause
  }
}
