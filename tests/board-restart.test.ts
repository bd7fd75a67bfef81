import { expect, onTestFinished, test } from 'vitest'
import { meetArduino } from '../firmware/arduino.ts'
import { firmataLine } from './support/firmata-line.ts'

/** The pins of a port, of which three bytes tell. */
const begunMessage = [0x90]
const boot = [0xf9, 2, 5, 0xf0, 0x79, 2, 5, 0x53, 0, 0xf7]

test('a board that restarts is found out, also where that cuts short what it was telling', async () => {
  const line = firmataLine()
  const { promise: connected, resolve } = Promise.withResolvers<void>()
  const conversation = meetArduino(line, [], resolve)
  onTestFinished(() => {
    conversation.close()
    return line.close()
  })
  await connected
  line.stream.push(Buffer.from([...begunMessage, ...boot]))
  expect(await conversation.failed).toBe('the board restarted')
})
