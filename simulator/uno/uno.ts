import { type Atmega328p, flashBytes, startAtmega328p } from './atmega328p.ts'
import { type Circuit, emptyCircuit } from './circuit.ts'
import { readIntelHex } from './intel-hex.ts'

const sliceMs = 2
/** A machine that is this late has lost the time, so as not to run behind for ever. */
const longestLagMs = 100
/** When within its bounce a contact flips, as shares of it. */
const bounces = [0.05, 0.12, 0.3, 0.38, 0.55, 0.7, 0.86, 0.93]

/** An emulated Arduino Uno that runs real machine code in real time. */
export interface Uno {
  /** A button that connects a pin to ground, bouncing at both ends. */
  press(pin: number, press: { holdMs: number; bounceMs: number }): void
  /** Changes what is wired to it. */
  rewire(change: (circuit: Circuit) => void): void
  /** Whether the light on a pin is on. */
  isLit(pin: number): boolean
  /** As the button on the board, or a brown-out. */
  restart(): void
  /** The processor stands still, or goes on. */
  hang(hangs: boolean): void
  /** How much real time it has lost since its start. */
  lostMs(): number
  /** Bytes for its serial line. */
  hear(bytes: Uint8Array): void
  onTell(listen: (bytes: Uint8Array) => void): void
  close(): void
}

/** `hex` is the text of a .hex file. */
export function startUno(hex: string): Uno {
  const code = readIntelHex(hex, flashBytes)
  const circuit = emptyCircuit()
  let told: number[] = []
  let listener: (bytes: Uint8Array) => void = () => {}
  let hanging = false
  let chip: Atmega328p
  let lostMs = 0
  let ranUntil = performance.now()

  function restart() {
    told = []
    chip = startAtmega328p(code, circuit, byte => told.push(byte))
  }

  function runSlice() {
    const now = performance.now()
    const dueMs = Math.min(now - ranUntil, longestLagMs)
    lostMs += now - ranUntil - dueMs
    if (!hanging) chip.run(dueMs)
    ranUntil = now
    if (told.length === 0) return
    listener(Uint8Array.from(told))
    told = []
  }

  function connect(pin: number, isGrounded: boolean) {
    if (isGrounded) circuit.grounded.add(pin)
    else circuit.grounded.delete(pin)
    chip.feel()
  }

  function bounce(pin: number, atMs: number, bounceMs: number, isDown: boolean) {
    const flips = [0, ...bounces.map(share => share * bounceMs)]
    for (const [index, ms] of flips.entries()) {
      chip.after(atMs + ms, () => connect(pin, index % 2 === 0 ? isDown : !isDown))
    }
  }

  restart()
  const timer = setInterval(runSlice, sliceMs)
  return {
    press(pin, { holdMs, bounceMs }) {
      bounce(pin, 0, bounceMs, true)
      bounce(pin, holdMs, bounceMs, false)
    },
    rewire(change) {
      change(circuit)
      chip.feel()
    },
    isLit: pin => chip.drives(pin),
    restart,
    hang(hangs) {
      hanging = hangs
    },
    lostMs: () => lostMs,
    hear: bytes => chip.hear(bytes),
    onTell(listen) {
      listener = listen
    },
    close: () => clearInterval(timer),
  }
}
