import { EventEmitter } from 'node:events'
import firmataIo, { type Firmata } from 'firmata-io'
import five from 'johnny-five'
import { watchLevels } from './button-levels.ts'
import type { ButtonEdge } from './hardware.ts'
import type { SerialLine } from './serial.ts'
import { type Conversation, keepConnected } from './serial-connection.ts'
import type { RemoteSettings } from './settings.ts'

type Wiring = RemoteSettings['buttons']

const readyWithinMs = 8000
/** Pins jump while they are set up. */
const settlingMs = 500
const heartbeatMs = 1000
const missedHeartbeats = 3
const lightMs = 300

/** Buttons between ground and the pins of an Arduino with StandardFirmata, for ever. */
export function openFirmataButtons(
  wiring: Wiring,
  tell: (edge: ButtonEdge) => void,
  say: (text: string) => void,
): { thank(): void; close(): Promise<void> } {
  let arduino: Arduino | null = null
  const place = { thing: 'buttons', path: wiring.port, baudRate: 57_600, bytesAtOnce: 1 }
  const connection = keepConnected(place, say, (line, connected) => {
    arduino = meetArduino(line, wiring, tell, connected)
    return arduino
  })
  return { thank: () => arduino?.thank(), close: connection.close }
}

interface Arduino extends Conversation {
  thank(): void
}

function meetArduino(
  line: SerialLine,
  wiring: Wiring,
  tell: (edge: ButtonEdge) => void,
  connected: () => void,
): Arduino {
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>()
  const levels = watchLevels(tell)
  const transport = Object.assign(new EventEmitter(), {
    write: (bytes: Buffer, done: () => void) => line.stream.write(bytes, done),
  })
  const io = new firmataIo.Firmata(transport)
  const silence = `expected StandardFirmata, found no answer within ${readyWithinMs / 1000} s`
  const timers: NodeJS.Timeout[] = [
    io.reportVersionTimeoutId,
    setTimeout(() => io.isReady || fail(silence), readyWithinMs),
  ]
  let board: five.Board | null = null
  let lightOff: NodeJS.Timeout | undefined
  let closed = false

  // firmata-io throws on a message cut short, as noise on the line makes them.
  function hear(chunk: Buffer) {
    try {
      transport.emit('data', chunk)
    } catch (cause) {
      fail(`could not read what the board told: ${(cause as Error).message}`)
    }
  }

  function work(ready: five.Board) {
    board = ready
    wire(board, io, wiring, levels.see)
    // A board that restarts by itself forgets which pins to report, and says nothing more.
    io.on('reportversion', () => fail('the board restarted'))
    timers.push(keepAsking(io, () => fail('the board stopped answering')))
    timers.push(setTimeout(levels.start, settlingMs))
    connected()
  }

  line.stream.on('data', hear)
  // Without a listener an 'error' would end the process.
  io.on('error', (cause: Error) => fail(cause.message))
  // The Board is made only now, though johnny-five would make it first: it keeps every Board for
  // ever, and one for each attempt to reach an unplugged Arduino would fill the memory.
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
    thank() {
      const { light } = wiring
      if (closed || !board || light === undefined) return
      write(board, io, wiring, light, 1)
      clearTimeout(lightOff)
      lightOff = setTimeout(() => board && write(board, io, wiring, light, 0), lightMs)
    },
    close() {
      closed = true
      line.stream.off('data', hear)
      for (const timer of [...timers, lightOff]) clearTimeout(timer)
      if (board) Object.assign(board, { io: null, transport: null })
      levels.end()
    },
  }
}

function wire(
  board: five.Board,
  io: Firmata,
  wiring: Wiring,
  see: (button: number, isDown: boolean) => void,
) {
  const { pins, light } = wiring
  for (const pin of light === undefined ? pins : [...pins, light]) {
    if (!io.pins[pin]?.supportedModes.includes(io.MODES.OUTPUT)) {
      throw new Error(`expected pin ${pin} to be a digital pin of the board, found none`)
    }
  }
  for (const [index, pin] of pins.entries()) {
    board.pinMode(pin, io.MODES.INPUT)
    // The pin is read bare: johnny-five's Button loses taps below 12 ms and miscounts long bounce.
    board.digitalRead(pin, level => see(index + 1, level === 0))
  }
  if (light !== undefined) board.pinMode(light, io.MODES.OUTPUT)
  for (const pin of pins) write(board, io, wiring, pin, 1)
  if (light !== undefined) write(board, io, wiring, light, 0)
}

/**
 * A write carries eight pins at once, and StandardFirmata before 2.5 takes the 0 of a button that
 * is down for the wish to switch its pull-up off; so all buttons are written as up.
 */
function write(board: five.Board, io: Firmata, { pins }: Wiring, pin: number, level: 0 | 1) {
  for (const button of pins) {
    io.ports[button >> 3] = (io.ports[button >> 3] ?? 0) | (1 << (button & 7))
  }
  board.digitalWrite(pin, level)
}

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
