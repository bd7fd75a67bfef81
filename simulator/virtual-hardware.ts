import type { ButtonEdge, Hardware, Reading } from '../firmware/hardware.ts'
import type { Signal } from './signal.ts'

/** Hardware that plays signals in real time, in place of buttons and laser. */
export function playSignals(
  signals: Iterator<Signal>,
  wired: { buttons: number; rangefinder: string | null },
): Hardware {
  let onButton: (edge: ButtonEdge) => void = () => {}
  let onReading: (reading: Reading) => void = () => {}
  let timer: NodeJS.Timeout | undefined
  const start = performance.now()

  function play(signal: Signal) {
    if ('down' in signal) onButton({ button: signal.button, down: signal.down })
    else onReading({ mm: signal.mm })
  }

  function playNext(due: Signal) {
    const wait = Math.max(0, due.t - (performance.now() - start))
    timer = setTimeout(() => {
      play(due)
      const next = signals.next()
      if (!next.done) playNext(next.value)
    }, wait)
  }

  const first = signals.next()
  if (!first.done) playNext(first.value)

  return {
    ...wired,
    onButton(listen) {
      onButton = listen
    },
    onReading(listen) {
      onReading = listen
    },
    thank() {},
    identify() {},
    buttonHealth: () => [],
    async close() {
      clearTimeout(timer)
    },
  }
}
