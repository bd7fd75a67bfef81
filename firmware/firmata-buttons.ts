import type { ArduinoPart, Board, Firmata } from './arduino.ts'
import { watchLevels } from './button-levels.ts'
import type { ButtonEdge, Buttons } from './hardware.ts'
import { openLight } from './light.ts'
import type { FirmataButtons } from './settings.ts'

/** Buttons between ground and the pins of an Arduino. */
export function firmataButtons(
  wiring: FirmataButtons,
  tell: (edge: ButtonEdge) => void,
  say: (text: string) => void,
): ArduinoPart & Omit<Buttons, 'close'> {
  const { pins, light } = wiring
  const levels = watchLevels(pins.length, tell, say)
  let turn: (level: 0 | 1) => void = () => {}
  const lamp = openLight(level => turn(level))

  return {
    thing: 'buttons',
    attach(board, io) {
      check(wiring, io)
      for (const [index, pin] of pins.entries()) {
        board.pinMode(pin, io.MODES.INPUT)
        // The pin is read bare: johnny-five's Button loses taps below 12 ms and miscounts long
        // bounce.
        board.digitalRead(pin, level => levels.see(index + 1, level === 0))
      }
      if (light !== undefined) board.pinMode(light, io.MODES.OUTPUT)
      for (const pin of pins) write(board, io, wiring, pin, 1)
      if (light !== undefined) turn = level => write(board, io, wiring, light, level)
      turn(0)
      levels.start()
      return {
        close() {
          turn = () => {}
          levels.end()
        },
      }
    },
    thank: lamp.thank,
    identify: lamp.identify,
    health: levels.health,
  }
}

function check({ pins, light }: FirmataButtons, io: Firmata) {
  for (const pin of light === undefined ? pins : [...pins, light]) {
    if (!io.pins[pin]?.supportedModes.includes(io.MODES.OUTPUT)) {
      throw new Error(`expected pin ${pin} to be a digital pin of the board, found none`)
    }
  }
}

/**
 * A write carries eight pins at once, and StandardFirmata before 2.5 takes the 0 of a button that
 * is down for the wish to switch its pull-up off; so all buttons are written as up.
 */
function write(board: Board, io: Firmata, { pins }: FirmataButtons, pin: number, level: 0 | 1) {
  for (const button of pins) {
    io.ports[button >> 3] = (io.ports[button >> 3] ?? 0) | (1 << (button & 7))
  }
  board.digitalWrite(pin, level)
}
