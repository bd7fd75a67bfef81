/*
 * buttons ─┐
 *          ├─ remote ─ outbox ─ uplink ══ MQTT ══ gateway
 * laser  ──┘
 */
import type { Command } from 'commander'
import { closeOnSignal, newProgram, runProgram } from '../shared/command-line.ts'
import { readSettingsFile } from '../shared/settings-file.ts'
import { awaitTimeServer } from '../shared/time-server.ts'
import { systemClock } from './clock.ts'
import type { InitOptions } from './init.ts'
import { runRemote } from './run.ts'
import { RemoteSettings } from './settings.ts'
import { feedWatchdog } from './watchdog.ts'

interface Options {
  config: string
}

const withConfig = (command: Command) =>
  command.option('-c, --config <file>', 'settings of this remote', 'remote.json')

async function start({ config }: Options, recording?: string) {
  const settings = readSettingsFile(config, RemoteSettings)
  const say = (text: string) => console.error(`${settings.device}: ${text}`)
  const clock = systemClock((await awaitTimeServer()).hasSet)
  const remote = runRemote(settings, say, { clock, recording, onRestart: () => restart(say) })
  const watchdog = feedWatchdog(say)
  closeOnSignal(async () => {
    watchdog.close()
    await remote.close()
  })
}

/** Whoever started the service starts it again; without one the remote would be gone. */
function restart(say: (text: string) => void) {
  const { INVOCATION_ID } = process.env
  const isService = INVOCATION_ID !== undefined
  say(isService ? 'restarts, as its gateway asked' : 'does not restart: it is no service')
  if (isService) process.kill(process.pid, 'SIGTERM')
}

const program = newProgram('remote', 'The firmware of one remote: buttons and laser to gateway')

withConfig(program.command('run', { isDefault: true }))
  .description('runs, for ever; so does no command at all')
  .action((options: Options) => start(options))

withConfig(program.command('record'))
  .description('runs, and writes what the sensors see into a new signal log, for the replay')
  .argument('<file>', 'like counter-1.ndjson')
  .action((file: string, options: Options) => start(options, file))

// What only an installer needs is loaded only for one: a remote has little memory.
withConfig(program.command('doctor'))
  .description('looks at everything that this remote needs, and says what is there')
  .action(async ({ config }: Options) => {
    const settings = readSettingsFile(config, RemoteSettings)
    const { examine } = await import('./doctor.ts')
    process.exitCode = (await examine(settings, text => console.log(text))) ? 0 : 1
  })

withConfig(program.command('init'))
  .description(
    'asks what this remote is and where its gateway is, writes its settings, hears a press',
  )
  .option(
    '--gateway <address>',
    'such as mqtt://192.168.1.10 (looked for in the network without it)',
  )
  .option('--code <code>', 'pairing code that `gateway device add` gave for this remote')
  .option('--print', 'with --code: only print user name and password, for another MQTT client')
  .option('--site <name>', 'site, as the gateway names it')
  .option('--device <name>', 'name of this remote')
  .option('--buttons <driver>', 'firmata, evdev or keyboard')
  .option('--buttons-port <path>', 'such as /dev/ttyACM0')
  .option('--rangefinder <driver>', 'tfmini, text, lidar-lite, gp2y0a02 or none')
  .option('--rangefinder-port <path>', 'such as /dev/ttyAMA0')
  .option('--data <folder>', 'where events are kept until the gateway has them')
  .option('--overwrite', 'replaces settings that are there already')
  .option('--no-press', 'ends when the gateway has let this remote in')
  .action(async (options: InitOptions & { print?: boolean }) => {
    const { init, pairWith } = await import('./init.ts')
    const { code, print } = options
    if (print && code !== undefined) {
      const { paired } = await pairWith({ ...options, code }, text => console.error(text))
      console.log(JSON.stringify({ username: paired.username, password: paired.password }))
    } else await init(options, text => console.log(text))
    // A terminal that was asked keeps a process alive.
    process.exit()
  })

await runProgram(program)
