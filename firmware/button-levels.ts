import type { ButtonEdge } from './hardware.ts'

/** Turns the levels of button pins, told over and over, into edges. */
interface ButtonLevels {
  see(button: number, isDown: boolean): void
  /** From now on changes count; a button that is down already is stuck, and not pressed. */
  start(): void
  /** No level will be seen any more: whatever is down is released. */
  end(): void
}

export function watchLevels(tell: (edge: ButtonEdge) => void): ButtonLevels {
  const down = new Set<number>()
  const told = new Set<number>()
  let state: 'settling' | 'started' | 'ended' = 'settling'

  return {
    see(button, isDown) {
      if (isDown === down.has(button)) return
      if (isDown) down.add(button)
      else down.delete(button)
      if (state !== 'started') return
      if (isDown) told.add(button)
      else if (!told.delete(button)) return
      tell({ button, down: isDown })
    },
    start() {
      state = 'started'
    },
    end() {
      state = 'ended'
      for (const button of told) tell({ button, down: false })
      told.clear()
    },
  }
}
