import type { SerialCable } from './serial-cable.ts'
import type { Uno } from './uno.ts'

/** What can be done to an emulated Uno, as words on a line; each is answered with one line. */
export const benchHelp = `press PIN [HOLD_MS [BOUNCE_MS]]   a button between the pin and ground
ground PIN, free PIN              a button that stays down, and comes free
volts CHANNEL VOLTS               at an analogue pin
lidar CM, lidar none              what a LIDAR-Lite on the I2C pins measures
lit PIN                           whether the light on the pin is on
restart, hang, resume             the board
unplug, plug                      the cable
lost                              how many ms the board is behind real time`

const word = /\s+/

export async function obey(line: string, uno: Uno, cable: SerialCable): Promise<string> {
  const [command, ...words] = line.trim().split(word)
  const numbers = words.map(Number)
  const [first = Number.NaN, second, third] = numbers
  switch (command) {
    case 'press':
      uno.press(pinOf(first), { holdMs: second ?? 100, bounceMs: third ?? 5 })
      return 'ok'
    case 'ground':
    case 'free': {
      const pin = pinOf(first)
      uno.rewire(({ grounded }) =>
        command === 'ground' ? grounded.add(pin) : grounded.delete(pin),
      )
      return 'ok'
    }
    case 'volts':
      if (!(first >= 0 && first < 6) || !(second !== undefined && second >= 0 && second <= 5)) {
        throw new Error('expected a channel from 0 to 5, and 0 to 5 volts')
      }
      uno.rewire(({ volts }) => volts.splice(first, 1, second))
      return 'ok'
    case 'lidar':
      if (words[0] !== 'none' && !(first >= 0))
        throw new Error('expected a distance in cm, or none')
      uno.rewire(circuit => {
        circuit.lidarCm = words[0] === 'none' ? null : first
      })
      return 'ok'
    case 'lit':
      return uno.isLit(pinOf(first)) ? 'on' : 'off'
    case 'restart':
      uno.restart()
      return 'ok'
    case 'hang':
    case 'resume':
      uno.hang(command === 'hang')
      return 'ok'
    case 'unplug':
    case 'plug':
      await cable[command]()
      return 'ok'
    case 'lost':
      return String(Math.round(uno.lostMs()))
    default:
      throw new Error(`expected one of:\n${benchHelp}`)
  }
}

function pinOf(pin: number): number {
  if (Number.isInteger(pin) && pin >= 2 && pin < 20) return pin
  throw new Error('expected a pin from 2 to 19')
}
