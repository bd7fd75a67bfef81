import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { findGateways } from '../shared/gateway-service.ts'
import { DeviceName, Name } from '../shared/name.ts'
import { checkSettings } from '../shared/settings-file.ts'
import { waitForPress } from './first-press.ts'
import { checkGateway } from './gateway-check.ts'
import { type Paired, pair } from './pairing.ts'
import { openQuestions, type Questions } from './questions.ts'
import { RemoteSettings } from './settings.ts'
import { askWiring, onlyOne, type WiringOptions } from './wiring-questions.ts'

export interface InitOptions extends WiringOptions {
  config: string
  gateway?: string
  /** Which the gateway gives once for this remote. */
  code?: string
  site?: string
  device?: string
  data?: string
  overwrite?: boolean
  /** False when nobody is there to press. */
  press: boolean
}

const lookingMs = 2500

/** Sets a remote up: asks, writes its settings, and waits for a press to arrive at the gateway. */
export async function init(options: InitOptions, print: (text: string) => void): Promise<void> {
  const { config } = options
  if (existsSync(config) && !options.overwrite) {
    throw new Error(`${config} is there already: --overwrite replaces it`)
  }
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY
  const questions = openQuestions(isTerminal)
  const { code } = options
  const answers = await (code === undefined
    ? askAll(options, questions, print)
    : askPaired({ ...options, code }, questions, print)
  ).finally(questions.close)
  const settings = checkSettings('what was said', answers, RemoteSettings)

  const gateway = await checkGateway(settings)
  if (!gateway.ok) throw new Error(`${gateway.text}; ${config} was not written`)
  print(gateway.text)
  write(config, answers)
  print(`wrote ${config}`)
  if (!options.press || !isTerminal) return

  print('press any button, please')
  const button = await waitForPress(settings, print)
  print(`button ${button} was pressed, and the gateway has it: this remote is ready`)
}

function write(config: string, settings: unknown) {
  try {
    mkdirSync(dirname(config), { recursive: true })
    const written = `${config}.new`
    // Passwords may stand in it.
    writeFileSync(written, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
    renameSync(written, config)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new Error(`could not write ${config}: expected a place for a file (${code})`, { cause })
  }
}

async function askAll(
  options: InitOptions,
  questions: Questions,
  print: (text: string) => void,
): Promise<z.input<typeof RemoteSettings>> {
  const found = options.gateway === undefined ? await lookForGateways(print) : new Map()
  const gateway = await questions.ask({
    flag: '--gateway',
    text: 'address of the gateway',
    schema: RemoteSettings.shape.gateway,
    given: options.gateway,
    usual: onlyOne([...found.keys()]),
  })
  const sites: string[] = found.get(gateway) ?? []
  return {
    site: await questions.ask({
      flag: '--site',
      text: sites.length > 0 ? `site: ${sites.join(', ')}` : 'site, such as main-hall',
      schema: Name,
      given: options.site,
      usual: onlyOne(sites),
    }),
    device: await questions.ask({
      flag: '--device',
      text: 'name of this remote, such as counter-1',
      schema: DeviceName,
      given: options.device,
    }),
    gateway,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(await askWiring(options, questions, print)),
  }
}

/** What a pairing code says need not be asked. It is spent last, when nothing else is missing. */
async function askPaired(
  options: InitOptions & { code: string },
  questions: Questions,
  print: (text: string) => void,
): Promise<z.input<typeof RemoteSettings>> {
  const wiring = await askWiring(options, questions, print)
  const { host, paired } = await pairWith(options, print)
  const { site, device, username, password, ca, mqtts } = paired
  return {
    site,
    device,
    gateway: `mqtts://${host}:${mqtts}`,
    username,
    password,
    ...(ca === null ? {} : { ca }),
    ...(options.data === undefined ? {} : { data: options.data }),
    ...wiring,
  }
}

/** Spends a pairing code at the gateway that was named, or at the one that is found. */
export async function pairWith(
  { gateway, code }: { gateway?: string; code: string },
  print: (text: string) => void,
): Promise<{ host: string; paired: Paired }> {
  if (gateway !== undefined) {
    const { hostname, port, protocol } = new URL(gateway)
    const https = protocol === 'https:' && port !== '' ? Number(port) : undefined
    return { host: hostname, paired: await pair({ host: unbracketed(hostname), https }, code) }
  }
  print('looking for gateways in this network')
  const found = (await findGateways(lookingMs, print)).filter(({ https }) => https)
  const [only, ...others] = found
  if (!only || others.length > 0) {
    throw new Error(`expected one gateway in this network, found ${found.length}: say --gateway`)
  }
  return { host: only.host, paired: await pair(only, code) }
}

const unbracketed = (host: string) => host.replace(/^\[|\]$/g, '')

/** The sites of each gateway in this network, by its address. */
async function lookForGateways(print: (text: string) => void): Promise<Map<string, string[]>> {
  print('looking for gateways in this network')
  const found = new Map<string, string[]>()
  for (const { host, mqtt, mqtts, sites } of await findGateways(lookingMs, print)) {
    const address = mqtts ? `mqtts://${host}:${mqtts}` : mqtt && `mqtt://${host}:${mqtt}`
    if (!address) continue
    print(`found a gateway at ${address}${sites.length > 0 ? `, of ${sites.join(', ')}` : ''}`)
    found.set(address, sites)
  }
  if (found.size === 0) print('found no gateway')
  return found
}
