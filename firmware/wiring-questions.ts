import { z } from 'zod'
import { listInputDevices } from './input-devices.ts'
import { type Answer, askPort, nameOf } from './port-survey.ts'
import type { Questions } from './questions.ts'
import { listSerial } from './serial.ts'
import type { RemoteSettings } from './settings.ts'

/** What the command line says of the wiring. */
export interface WiringOptions {
  buttons?: string
  buttonsPort?: string
  rangefinder?: string
  rangefinderPort?: string
}

type Wiring = Pick<z.input<typeof RemoteSettings>, 'buttons' | 'rangefinder'>

const ButtonsDriver = z.enum(['firmata', 'evdev', 'keyboard'])
const RangefinderDriver = z.enum(['tfmini', 'text', 'lidar-lite', 'gp2y0a02', 'none'])
const Path = z.string().min(1)

/** As the wiring page draws them. */
const pins = [2, 3, 4, 5, 6]
const light = 13

/** Asks what the remote is wired to; what this machine can tell by itself is offered. */
export async function askWiring(
  options: WiringOptions,
  { ask }: Questions,
  print: (text: string) => void,
): Promise<Wiring> {
  const { buttonsPort, rangefinderPort } = options
  const isSaid = buttonsPort !== undefined && rangefinderPort !== undefined
  const found = isSaid ? new Map<string, Answer>() : await lookAround(options, print)
  const portOf = (what: Answer['what']) =>
    onlyOne([...found].filter(([, answer]) => answer.what === what).map(([path]) => path))
  const keys = onlyOne(listInputDevices().map(({ path }) => path))

  const askPath = (flag: string, text: string, given?: string, usual?: string) =>
    ask({ flag, text, schema: Path, given, usual })

  async function askButtons(): Promise<Wiring['buttons']> {
    const driver = await ask({
      flag: '--buttons',
      text: 'buttons: firmata (an Arduino), evdev (an input device) or keyboard',
      schema: ButtonsDriver,
      given: options.buttons,
      usual: portOf('firmata') ? 'firmata' : keys && 'evdev',
    })
    if (driver === 'keyboard') return { driver }
    const usual = driver === 'firmata' ? portOf('firmata') : keys
    const port = await askPath('--buttons-port', 'port of the buttons', buttonsPort, usual)
    return driver === 'firmata' ? { driver, port, pins, light } : { driver, port }
  }

  async function askRangefinder(buttons: Wiring['buttons']): Promise<Wiring['rangefinder']> {
    const driver = await ask({
      flag: '--rangefinder',
      text: `rangefinder: ${RangefinderDriver.options.join(', ')}`,
      schema: RangefinderDriver,
      given: options.rangefinder,
      usual: portOf('tfmini') ? 'tfmini' : portOf('text') ? 'text' : 'none',
    })
    if (driver === 'none') return undefined
    const usual =
      driver === 'tfmini' || driver === 'text'
        ? portOf(driver)
        : 'pins' in buttons
          ? buttons.port
          : portOf('firmata')
    const port = await askPath('--rangefinder-port', 'port of the laser', rangefinderPort, usual)
    const answer = found.get(port)
    const model = answer?.what === 'tfmini' ? answer.model : null
    return driver === 'tfmini' && model !== null ? { driver, port, model } : { driver, port }
  }

  const buttons = await askButtons()
  const rangefinder = await askRangefinder(buttons)
  return rangefinder === undefined ? { buttons } : { buttons, rangefinder }
}

/** What answers on the ports that are not spoken of. */
async function lookAround(
  { buttonsPort, rangefinderPort }: WiringOptions,
  print: (text: string) => void,
): Promise<Map<string, Answer>> {
  const found = new Map<string, Answer>()
  for (const { path, name } of listInputDevices()) print(`found ${name} on ${path}`)
  for (const path of await listSerial()) {
    if (path === buttonsPort || path === rangefinderPort) continue
    const answer = await askPort(path)
    print(`found ${nameOf(answer)} on ${path}`)
    found.set(path, answer)
  }
  return found
}

/** What there is to choose, if it is no choice. */
export const onlyOne = <Choice>(choices: Choice[]): Choice | undefined =>
  choices.length === 1 ? choices[0] : undefined
