const everyMs = 100
const ticks = 600
const nothing = -1

/** The last minute of distances, one for each tenth of a second. */
export interface RecentDistances {
  everyMs: number
  note(up: number, mm: number | null): void
  /** The oldest first; null where nothing was seen. */
  read(up: number): (number | null)[]
}

/** A reading costs two numbers in rings that are there from the start. */
export function keepDistances(): RecentDistances {
  const noted = new Float64Array(ticks).fill(nothing)
  const distances = new Int32Array(ticks)
  return {
    everyMs,
    note(up, mm) {
      const tick = Math.floor(up / everyMs)
      noted[tick % ticks] = tick
      distances[tick % ticks] = mm ?? nothing
    },
    read(up) {
      const last = Math.floor(up / everyMs)
      const first = Math.max(0, last - ticks + 1)
      return Array.from({ length: last - first + 1 }, (_, index) => {
        const place = (first + index) % ticks
        const mm = distances[place] ?? nothing
        return noted[place] === first + index && mm !== nothing ? mm : null
      })
    },
  }
}
