import { fileURLToPath } from 'node:url'
import { closeOnSignal, newProgram, runProgram } from '../shared/command-line.ts'
import { choiceOf, mqttAddress, siteName, speed, wholeNumber } from './arguments.ts'
import { addMappingOptions, type MappingOptions, mappingFrom } from './mapping-options.ts'
import type { Speed } from './pace.ts'
import { type ProfileName, profileNames } from './profiles.ts'
import { summaryTable } from './summary-table.ts'

// What a command needs is loaded with that command: much of it loads slowly.
const program = newProgram('simulator', 'Stands in for the hardware: demo, fleets, replays')
const say = (text: string) => console.error(text)
/** Where what was fetched is kept. */
const imageFolder = fileURLToPath(new URL('../node_modules/.cache/firmata', import.meta.url))

program
  .command('demo')
  .description('a gateway with three simulated counters and a week of history')
  .option('--port <n>', 'port of the console', wholeNumber(0, 65_535), 8080)
  .option('--mqtt-port <n>', 'port of the broker', wholeNumber(0, 65_535), 1883)
  .action(async (options: { port: number; mqttPort: number }) => {
    const { startDemo } = await import('./demo.ts')
    const demo = await startDemo({ http: options.port, mqtt: options.mqttPort }, say)
    closeOnSignal(demo.close)
    console.log(`console: ${demo.console}`)
    console.log(`sign in as ${demo.name} with the password ${demo.password}`)
    say(`remotes: ${demo.mqtt}, topics loyalty/1/#`)
    say('three counters are being served; Ctrl-C ends it, and nothing is kept')
  })

program
  .command('simulate')
  .description('virtual remotes against a gateway, in real time; or a signal log, at once')
  .option('--gateway <address>', 'where they tell', mqttAddress, 'mqtt://127.0.0.1:1883')
  .option('--devices <n>', 'how many remotes', wholeNumber(1, 10_000), 1)
  .option('--site <name>', 'site they are at', siteName, 'simulated')
  .option(
    '--profile <name>',
    `character: ${profileNames.join(', ')}`,
    choiceOf(profileNames),
    'steady',
  )
  .option('--seed <n>', 'the same seed gives the same customers', wholeNumber(0, 2 ** 31), 1)
  .option('--out <file>', 'write a signal log of one remote instead (.gz to compress)')
  .option('--hours <n>', 'length of that log', wholeNumber(1, 10_000), 2)
  .option('--uno <path>', 'an Arduino with StandardFirmata at this path instead; needs socat')
  .action(
    async (options: {
      uno?: string
      gateway: string
      devices: number
      site: string
      profile: ProfileName
      seed: number
      out?: string
      hours: number
    }) => {
      if (options.out !== undefined) {
        const { writeSignalFile } = await import('./signal-file.ts')
        const { site, seed, hours, profile } = options
        const counter = { site, device: `virtual-${seed}`, profile, seed }
        await writeSignalFile(options.out, counter, { start: Date.UTC(2026, 2, 2, 8), hours })
        return
      }
      if (options.uno !== undefined) {
        const { startBench } = await import('./uno/bench.ts')
        const bench = await startBench(options.uno, imageFolder, console.log, say)
        closeOnSignal(bench.close)
        return
      }
      const { startFleet } = await import('./fleet.ts')
      const fleet = startFleet(options, say)
      closeOnSignal(fleet.close)
      say(`${options.devices} remotes are being served; Ctrl-C ends them`)
    },
  )

const replay = program
  .command('replay')
  .description('counts recorded logs (signals, events, CSV), or tells them to a gateway')
  .argument('<files...>', '.ndjson, .csv, each also as .gz')
  .option('--to <address>', 'tell a gateway, like mqtt://127.0.0.1:1883', mqttAddress)
  .option('--speed <n>', 'with --to: 1 as it happened, 60 an hour a minute, or max', speed, 'max')
  .option('--json', 'print the summary as JSON')
  .option('--plot <file>', 'draw one signal log, and what was counted in it, as an SVG picture')

addMappingOptions(replay).action(
  async (
    files: string[],
    options: MappingOptions & { to?: string; speed: Speed; json?: boolean; plot?: string },
  ) => {
    const mapping = mappingFrom(options)
    const [file = ''] = files
    if (options.plot !== undefined && (files.length > 1 || options.to !== undefined)) {
      replay.error('expected --plot with one file, and without --to')
    }
    const { replayHere, replayTo } = await import('./replay.ts')
    if (options.to !== undefined) {
      const reading = await replayTo(options.to, files, mapping, options.speed, say)
      console.log(options.json ? JSON.stringify(reading) : `told ${reading.events} events`)
      return
    }
    const { summary, reading } = await replayHere(files, mapping, say)
    if (options.plot !== undefined) {
      const { plotFile } = await import('./plot/plot-file.ts')
      await plotFile(file, summary, options.plot)
    }
    console.log(options.json ? JSON.stringify({ ...summary, ...reading }) : summaryTable(summary))
  },
)

await runProgram(program)
