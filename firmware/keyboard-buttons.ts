import { watchLevels } from './button-levels.ts'
import type { ButtonEdge, Buttons } from './hardware.ts'
import type { KeyboardButtons } from './settings.ts'

/** A terminal tells no release; a key that is held comes again sooner than this. */
const releasedAfterMs = 100
const controlC = '\x03'

/** Keys of the terminal in which the remote runs. */
export function openKeyboardButtons(
  { keys }: KeyboardButtons,
  tell: (edge: ButtonEdge) => void,
  say: (text: string) => void,
): Buttons {
  const { stdin } = process
  const levels = watchLevels(keys.length, tell, say)
  const releases = new Map<number, NodeJS.Timeout>()

  function release(button: number) {
    releases.delete(button)
    levels.see(button, false)
  }

  function hear(text: string) {
    for (const key of text) {
      // In raw mode the terminal sends no signals.
      if (key === controlC) process.kill(process.pid, 'SIGINT')
      const button = keys.indexOf(key) + 1
      if (button === 0) continue
      levels.see(button, true)
      clearTimeout(releases.get(button))
      releases.set(button, setTimeout(release, releasedAfterMs, button))
    }
  }

  if (stdin.isTTY) stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.on('data', hear)
  // Whoever asked for something before has paused it.
  stdin.resume()
  levels.start()
  say(`buttons: the keys ${keys.join(' ')} of this terminal`)

  return {
    thank: how => say(how === 'delivered' ? 'thank you' : 'thank you; it is kept until it can go'),
    health: levels.health,
    async close() {
      for (const timer of releases.values()) clearTimeout(timer)
      levels.end()
      stdin.off('data', hear)
      if (stdin.isTTY) stdin.setRawMode(false)
      stdin.pause()
    },
  }
}
