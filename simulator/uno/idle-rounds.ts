import { type CPU, timer0Config, timer1Config, timer2Config } from 'avr8js'

/** Where no round of this length changed nothing, rounds are looked for from another place on. */
const longestCycles = 16_000
/** How often it is looked whether something happened: a program that waits does so as often. */
const glanceCycles = 256

/**
 * A program that waits goes round and round. When a round has changed nothing, neither will the
 * next ones until something happens to the chip: they need not be run.
 */
export interface IdleRounds {
  /** Whether a round may end here. */
  isTurn(): boolean
  /** Lets time pass until then without running the program, or until something happens. */
  wait(untilCycles: number): void
}

export function findIdleRounds(cpu: CPU): IdleRounds {
  const memory = Buffer.from(cpu.data.buffer)
  const before = Buffer.alloc(memory.length)
  let beginning = -1
  let foundAt = 0
  /** Who looks at a clock waits for it to show something else. */
  let sawTime = false
  for (const { TCNT } of [timer0Config, timer1Config, timer2Config]) {
    const read = cpu.readHooks[TCNT]
    cpu.readHooks[TCNT] = address => {
      sawTime = true
      return read?.(address) ?? 0
    }
  }

  /** Timers and lines go on; an interrupt leads elsewhere. */
  function passTime(untilCycles: number) {
    while (cpu.cycles < untilCycles && cpu.pc === beginning) {
      // biome-ignore lint/complexity/useLiteralKeys: avr8js calls it private, and has no other
      const due = cpu['nextClockEvent']?.cycles ?? untilCycles
      cpu.cycles = Math.max(cpu.cycles, Math.min(due, untilCycles))
      cpu.tick()
    }
  }

  return {
    isTurn: () => cpu.pc === beginning || cpu.cycles - foundAt > longestCycles,
    wait(untilCycles) {
      if (cpu.pc === beginning && !sawTime && memory.equals(before)) {
        while (cpu.cycles < untilCycles && cpu.pc === beginning && memory.equals(before)) {
          passTime(Math.min(untilCycles, cpu.cycles + glanceCycles))
        }
        foundAt = cpu.cycles
      } else if (cpu.cycles - foundAt > longestCycles) {
        beginning = cpu.pc
        foundAt = cpu.cycles
      }
      before.set(memory)
      sawTime = false
    },
  }
}
