import type { Thanks } from './hardware.ts'

/** How long the light is on, off, on …, in ms: one long flash, or two short ones. */
const flashes: Record<Thanks, number[]> = { delivered: [300], stored: [100, 100, 100] }
/** Ten blinks in five seconds. */
const blinks = Array.from({ length: 19 }, () => 250)

/** A light that says thank you; `turn` switches it. */
export function openLight(turn: (level: 0 | 1) => void): {
  thank(how: Thanks): void
  identify(): void
  close(): void
} {
  let timer: NodeJS.Timeout | undefined

  function flash([ms, ...rest]: number[], level: 0 | 1) {
    turn(level)
    if (ms !== undefined) timer = setTimeout(flash, ms, rest, level === 1 ? 0 : 1)
  }

  return {
    thank(how) {
      clearTimeout(timer)
      flash(flashes[how], 1)
    },
    identify() {
      clearTimeout(timer)
      flash(blinks, 1)
    },
    close: () => clearTimeout(timer),
  }
}
