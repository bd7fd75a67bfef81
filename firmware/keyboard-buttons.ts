import { watchLevels } from './button-levels.ts'
import type { ButtonEdge, Buttons } from './hardware.ts'
import type { KeyboardButtons } from './settings.ts'

/** A terminal tells no release. */
const releasedAfterMs = 100
/** A key that is held comes again sooner than this: for the first time after 660 ms at most. */
const repeatedWithinMs = 750
const controlC = '\x03'

/** Keys of the terminal in which the remote runs. */
export function openKeyboardButtons(
  { keys }: KeyboardButtons,
  tell: (edge: ButtonEdge) => void,
  say: (text: string) => void,
): Buttons {
  const { stdin } = process
  const levels = watchLevels(keys.length, tell, say)
  const releases = new Set<NodeJS.Timeout>()
  const heardAt = keys.map(() => Number.NEGATIVE_INFINITY)

  function press(button: number) {
    levels.see(button, true)
    const release = setTimeout(() => {
      releases.delete(release)
      levels.see(button, false)
    }, releasedAfterMs)
    releases.add(release)
  }

  function hear(text: string) {
    for (const key of text) {
      // In raw mode the terminal sends no signals.
      if (key === controlC) process.kill(process.pid, 'SIGINT')
      const index = keys.indexOf(key)
      const before = heardAt[index]
      if (before === undefined) continue
      const now = performance.now()
      heardAt[index] = now
      if (now - before > repeatedWithinMs) press(index + 1)
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
    identify: () => say('here: somebody asks which remote this is'),
    thank: how => say(how === 'delivered' ? 'thank you' : 'thank you; it is kept until it can go'),
    health: levels.health,
    async close() {
      for (const release of releases) clearTimeout(release)
      levels.end()
      stdin.off('data', hear)
      if (stdin.isTTY) stdin.setRawMode(false)
      stdin.pause()
    },
  }
}
