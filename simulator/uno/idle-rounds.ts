/** Where no round of this length changed nothing, rounds are looked for from another place on. */
const longestCycles = 16_000
/** How often it is looked whether something happened: a program that waits does so as often. */
const glanceCycles = 256

/** What of a chip says how far its program is. */
export interface Chip {
  data: Uint8Array
  readHooks: Record<number, (address: number) => number>
  pc: number
  cycles: number
  tick(): void
}

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

/** `clocks` are the registers that show time, `dueAt` is when the next thing happens by itself. */
export function findIdleRounds(
  chip: Chip,
  clocks: number[],
  dueAt: () => number | undefined,
): IdleRounds {
  const memory = Buffer.from(chip.data.buffer)
  const before = Buffer.alloc(memory.length)
  let beginning = -1
  let foundAt = 0
  /** Who looks at a clock waits for it to show something else. */
  let sawTime = false
  for (const clock of clocks) {
    const read = chip.readHooks[clock]
    chip.readHooks[clock] = address => {
      sawTime = true
      return read?.(address) ?? 0
    }
  }

  /** Timers and lines go on; an interrupt leads elsewhere. */
  function passTime(untilCycles: number) {
    while (chip.cycles < untilCycles && chip.pc === beginning) {
      const due = Math.min(dueAt() ?? untilCycles, untilCycles)
      chip.cycles = Math.max(chip.cycles, due)
      chip.tick()
    }
  }

  return {
    isTurn: () => chip.pc === beginning || chip.cycles - foundAt > longestCycles,
    wait(untilCycles) {
      if (chip.pc === beginning && !sawTime && memory.equals(before)) {
        while (chip.cycles < untilCycles && chip.pc === beginning && memory.equals(before)) {
          passTime(Math.min(untilCycles, chip.cycles + glanceCycles))
        }
        foundAt = chip.cycles
      } else if (chip.cycles - foundAt > longestCycles) {
        beginning = chip.pc
        foundAt = chip.cycles
      }
      before.set(memory)
      sawTime = false
    },
  }
}
