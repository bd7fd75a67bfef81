import type { Reading } from './hardware.ts'

/** A line that has not ended by now is noise. */
const longestLine = 32

/** Metres, as `1.21`; a sensor that sees nothing tells 0 or less. */
const form = /^\s*(-?\d+(?:\.\d+)?)\s*$/

/** Finds distances in lines of text; lines that are none are skipped. */
export function readLines(rest: string, chunk: string): { rest: string; readings: Reading[] } {
  const lines = `${rest}${chunk}`.split('\n')
  const last = lines.pop() ?? ''
  const readings = lines.flatMap(line => {
    const metres = Number(form.exec(line)?.[1])
    if (Number.isNaN(metres)) return []
    return { mm: metres > 0 ? Math.round(metres * 1000) : null }
  })
  return { rest: last.slice(0, longestLine + 1), readings }
}
