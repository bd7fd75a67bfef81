import type { Reading } from './hardware.ts'
import { openLaserLine } from './laser-line.ts'
import type { TextLines } from './settings.ts'
import { readLines } from './text-lines.ts'

/** Reads a rangefinder that tells metres as text on a serial port, for ever. */
export function openTextLaser(
  { port, baudRate, hz }: TextLines,
  tell: (reading: Reading) => void,
  say: (text: string) => void,
): { close(): Promise<void> } {
  const line = {
    path: port,
    baudRate,
    sends: 'lines like 1.21',
    hz,
    bytesAtOnce: 1,
    begin() {
      let rest = ''
      return (chunk: Buffer) => {
        const lines = readLines(rest, chunk.toString('latin1'))
        rest = lines.rest
        return lines.readings
      }
    },
  }
  return openLaserLine(line, tell, say)
}
