import type { ButtonHealth } from '../shared/events.ts'
import type { ButtonEdge } from './hardware.ts'
import { watchForStandstill } from './standstill.ts'

/** Contacts jump while they are set up. */
const settlingMs = 500

/** Turns the levels of buttons, told over and over, into edges; one connection after the other. */
interface ButtonLevels {
  /** `agoMs` is how long ago it was so, where the driver knows. */
  see(button: number, isDown: boolean, agoMs?: number): void
  /** Half a second on changes count; a button that is down by then is stuck, and not pressed. */
  start(): void
  /** No level will be seen any more: whatever is down is released. */
  end(): void
  health(): ButtonHealth[]
}

export function watchLevels(
  buttons: number,
  tell: (edge: ButtonEdge) => void,
  say: (text: string) => void,
): ButtonLevels {
  const down = new Set<number>()
  /** Those whose going down was told. */
  const told = new Set<number>()
  let state: 'settling' | 'started' | 'ended' = 'ended'
  let settling: NodeJS.Timeout | undefined
  const standstill = watchForStandstill()

  function settled() {
    state = 'started'
    for (const button of down) say(`buttons: button ${button} is down: is it stuck?`)
  }

  return {
    see(button, isDown, knownMs) {
      if (state === 'ended' || isDown === down.has(button)) return
      if (isDown) down.add(button)
      else down.delete(button)
      if (state !== 'started') return
      if (isDown) told.add(button)
      else if (!told.delete(button)) return
      // Going down as early as can be, and up as late, no bounce lasts too long to be one.
      const agoMs = knownMs ?? (isDown ? standstill.agoMs() : 0)
      tell({ button, down: isDown, ...(agoMs > 0 && { agoMs }) })
      standstill.watch()
    },
    start() {
      state = 'settling'
      settling = setTimeout(settled, settlingMs)
    },
    end() {
      clearTimeout(settling)
      standstill.end()
      state = 'ended'
      for (const button of told) tell({ button, down: false })
      told.clear()
      down.clear()
    },
    health: () =>
      Array.from({ length: buttons }, (_, index) => {
        if (state === 'ended') return 'absent'
        return down.has(index + 1) && !told.has(index + 1) && state === 'started' ? 'stuck' : 'ok'
      }),
  }
}
