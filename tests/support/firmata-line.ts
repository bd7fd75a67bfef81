import { Duplex } from 'node:stream'
import type { SerialLine } from '../../firmware/serial.ts'

const reportVersion = Buffer.from([0xf9, 2, 5])
const firmware = Buffer.from([0xf0, 0x79, 2, 5, 0x53, 0, 0xf7])
const digitalPin = [0, 1, 1, 1, 0x7f]
const capabilities = Buffer.from([
  0xf0,
  0x6c,
  ...Array.from({ length: 20 }, () => digitalPin).flat(),
  0xf7,
])
const analogMapping = Buffer.from([0xf0, 0x6a, ...Array(14).fill(0x7f), 0, 1, 2, 3, 4, 5, 0xf7])

const answers: [question: Buffer, answer: Buffer][] = [
  [Buffer.from([0xf0, 0x79, 0xf7]), firmware],
  [Buffer.from([0xf0, 0x6b, 0xf7]), capabilities],
  [Buffer.from([0xf0, 0x69, 0xf7]), analogMapping],
]

/** A serial line to a board that has just booted, and answers as StandardFirmata would, at once. */
export function firmataLine(): SerialLine {
  const stream = new Duplex({
    read() {},
    write(bytes: Buffer, _encoding, done) {
      for (const [question, answer] of answers) if (bytes.includes(question)) stream.push(answer)
      done()
    },
  })
  setImmediate(() => stream.push(Buffer.concat([reportVersion, firmware])))
  return { stream, closed: new Promise(() => {}), close: async () => void stream.destroy() }
}
