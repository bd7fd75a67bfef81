import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { closeOnSignal, newProgram, runProgram } from '../shared/command-line.ts'
import { readSettingsFile } from '../shared/settings-file.ts'
import { openBooks } from './books.ts'
import { exportEvents } from './routes/exports.ts'
import { GatewaySettings } from './settings.ts'
import { startGateway } from './start.ts'

const program = newProgram('gateway', 'Collects what remotes tell, and counts')
const say = (text: string) => console.error(text)

interface Options {
  config?: string
  out?: string
}

/** Without a settings file every default holds. */
const settingsOf = ({ config }: Options): GatewaySettings =>
  config === undefined ? GatewaySettings.parse({}) : readSettingsFile(config, GatewaySettings)

program
  .command('start')
  .description('run the gateway; prints one line of JSON when it is ready')
  .option('-c, --config <file>', 'settings, such as gateway.json')
  .action(async (options: Options) => {
    const settings = settingsOf(options)
    const gateway = await startGateway(settings, say)
    closeOnSignal(gateway.close)
    console.log(JSON.stringify({ listening: gateway.listening }))
    say(`console: http://${settings.http.host}:${gateway.listening.http}/`)
    if (!settings.mqtt.anonymous) {
      say('no remote can connect: set mqtt.anonymous for remotes on this machine')
    }
  })

program
  .command('export')
  .description('write the event log, one event per line; `replay` reads it')
  .option('-c, --config <file>', 'settings, such as gateway.json')
  .option('-o, --out <file>', 'where to (standard output without it)')
  .action(async (options: Options) => {
    const books = openBooks(settingsOf(options), say)
    try {
      const lines = Readable.from(exportEvents(books.log))
      if (options.out === undefined) for await (const line of lines) process.stdout.write(line)
      else await pipeline(lines, createWriteStream(options.out))
    } finally {
      books.close()
    }
  })

await runProgram(program)
