import { EventEmitter } from 'node:events'
import firmataIo, { type Firmata } from 'firmata-io'
import five from 'johnny-five'
import type { SerialLine } from './serial.ts'
import { type Conversation, keepConnected } from './serial-connection.ts'

export type Board = five.Board
export type { Firmata } from 'firmata-io'

/** Something wired to an Arduino. */
export interface ArduinoPart {
  /** The name of the thing, for those who read the messages. */
  thing: string
  /** Sets it up on a board that has just answered; throws what is wrong with the wiring. */
  attach(board: Board, io: Firmata): { close(): void }
}

/** StandardFirmata takes two seconds to boot. */
const readyWithinMs = 5000
const heartbeatMs = 1000
const missedHeartbeats = 3
/** A board begins with it. In a message all bytes but the first have seven bits. */
const reportVersion = 0xf9

/** An Arduino with StandardFirmata on a serial port, for ever. */
export function openArduino(
  path: string,
  parts: ArduinoPart[],
  say: (text: string) => void,
): { close(): Promise<void> } {
  const thing = parts.map(({ thing }) => thing).join(' and ')
  const place = { thing, path, baudRate: 57_600, bytesAtOnce: 1 }
  return keepConnected(place, say, (line, connected) => meetArduino(line, parts, connected))
}

/** One conversation with a board, from its boot to its end. */
export function meetArduino(
  line: SerialLine,
  parts: ArduinoPart[],
  connected: () => void,
): Conversation {
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>()
  const transport = Object.assign(new EventEmitter(), {
    write: (bytes: Buffer, done: () => void) => line.stream.write(bytes, done),
  })
  const io = new firmataIo.Firmata(transport)
  let heard = false
  const timers: NodeJS.Timeout[] = [
    io.reportVersionTimeoutId,
    setTimeout(() => io.isReady || fail(explainSilence(heard)), readyWithinMs),
  ]
  const attached: { close(): void }[] = []
  let board: Board | null = null
  let closed = false

  // firmata-io throws on a message cut short, as noise on the line makes them.
  function hear(chunk: Buffer) {
    heard = true
    // A board that restarts by itself forgets which pins to report, and says nothing more. Where it
    // cut a message short, firmata-io takes what follows for the rest of that.
    if (board && chunk.includes(reportVersion)) fail('the board restarted')
    try {
      transport.emit('data', chunk)
    } catch (cause) {
      fail(`could not read what the board told: ${(cause as Error).message}`)
    }
  }

  function work(ready: Board) {
    board = ready
    for (const part of parts) attached.push(part.attach(board, io))
    timers.push(keepAsking(io, () => fail('the board stopped answering')))
    connected()
  }

  line.stream.on('data', hear)
  // Without a listener an 'error' would end the process.
  io.on('error', (cause: Error) => fail(cause.message))
  // The Board is made only now, though johnny-five would make it first: one for each attempt to
  // reach an unplugged Arduino would fill the memory.
  io.once('ready', () => {
    if (closed) return
    const options = { io, repl: false, debug: false, sigint: false }
    const made = new five.Board(options)
    made.on('error', cause => fail(cause.message))
    made.on('ready', () => {
      if (closed) return
      try {
        work(made)
      } catch (cause) {
        fail((cause as Error).message)
      }
    })
  })

  return {
    failed,
    close() {
      closed = true
      line.stream.off('data', hear)
      for (const timer of timers) clearTimeout(timer)
      for (const part of attached) part.close()
      if (board) empty(board)
    },
  }
}

/** johnny-five keeps every Board for ever, so what hangs on it is taken away. */
function empty(board: Board) {
  for (const name of Object.keys(board)) Reflect.deleteProperty(board, name)
}

const explainSilence = (heard: boolean) =>
  `expected StandardFirmata, found ${heard ? 'another device' : 'no answer'}` +
  ` within ${readyWithinMs / 1000} s`

/** A board that hangs, or a cable whose loss went unseen, shows only in missing answers. */
function keepAsking(io: Firmata, giveUp: () => void): NodeJS.Timeout {
  let unanswered = 0
  return setInterval(() => {
    if (unanswered === missedHeartbeats) return giveUp()
    unanswered++
    io.queryFirmware(() => {
      unanswered = 0
    })
  }, heartbeatMs)
}
