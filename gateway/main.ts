import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { closeOnSignal, newProgram, runProgram } from '../shared/command-line.ts'
import { readSettingsFile } from '../shared/settings-file.ts'
import { askOfTimeServer } from '../shared/time-server.ts'
import type { WhatIf } from '../shared/what-if.ts'
import { noteCommand } from './access/audit.ts'
import { addAccessCommands } from './access-commands.ts'
import { openBooks } from './books.ts'
import { importLog } from './import.ts'
import { openReading, type Reading } from './reading.ts'
import { exportSales } from './routes/export-sales.ts'
import { exportEvents } from './routes/exports.ts'
import { GatewaySettings } from './settings.ts'
import { type SpanQuery, spansAsked } from './span-query.ts'
import { readThreshold } from './thresholds.ts'
import { addTillCommands } from './till-commands.ts'
import { verify } from './verify.ts'
import { welcome } from './welcome.ts'
import { whatIf, whatIfTable } from './what-if.ts'

const program = newProgram('gateway', 'Collects what remotes tell, and counts')
const say = (text: string) => console.error(text)
const neverSet =
  'clock: no time server has set it; after a power cut a board without a battery counts at the time of the cut'

interface Options {
  config?: string
}

const command = (name: string, description: string) =>
  program
    .command(name)
    .description(description)
    .option('-c, --config <file>', 'settings, such as gateway.json')

/** Without a settings file every default holds. */
const settingsOf = ({ config }: Options): GatewaySettings =>
  config === undefined ? GatewaySettings.parse({}) : readSettingsFile(config, GatewaySettings)

async function read(options: Options, work: (reading: Reading) => void | Promise<void>) {
  const reading = openReading(settingsOf(options))
  try {
    await work(reading)
  } finally {
    reading.close()
  }
}

command('start', 'run the gateway; prints one line of JSON when it is ready').action(
  async (options: Options) => {
    const settings = settingsOf(options)
    // Broker and web load slowly, and the other commands do without them.
    const { startGateway } = await import('./start.ts')
    const gateway = await startGateway(settings, say)
    closeOnSignal(gateway.close)
    for (const line of welcome(settings, gateway)) say(line)
    console.log(JSON.stringify({ listening: gateway.listening }))
    if ((await askOfTimeServer()) === false) say(neverSet)
  },
)

command('export', 'write the event log, one event per line; `replay` reads it')
  .option('-o, --out <file>', 'where to (standard output without it)')
  .option('--sales', 'write what tills told instead')
  .action((options: Options & { out?: string; sales?: true }) =>
    read(options, async ({ tables }) => {
      const removed = tables.boots.all().reduce((sum, boot) => sum + boot.removed, 0)
      if (removed > 0 && !options.sales) {
        console.error(
          `${removed} events are not in it, for they were removed: whoever counts it anew takes them for lost`,
        )
      }
      const lines = Readable.from(
        options.sales ? exportSales(tables.sales) : exportEvents(tables.log),
      )
      if (options.out !== undefined) await pipeline(lines, createWriteStream(options.out))
      else await pipeline(lines, process.stdout, { end: false })
    }),
  )

command('import', 'take an exported log of events or sales; the gateway must not run')
  .argument('<files...>')
  .action(async (files: string[], options: Options) => {
    const books = openBooks(settingsOf(options), say)
    try {
      for (const file of files) {
        noteCommand(books, 'import', { file })
        const { entries, badLines } = await importLog(file, books, say)
        console.log(`${file}: ${entries} entries, ${badLines} bad lines`)
      }
    } finally {
      books.close()
    }
  })

command('backup', 'copy the database as it is at this moment; the gateway may run')
  .argument('<file>', 'put it into a data folder as gateway.sqlite to go back to it')
  .action((file: string, options: Options) =>
    read(options, ({ backup }) => {
      backup(file)
    }),
  )

command('verify', 'derive everything anew and compare it with what is stored').action(
  (options: Options) => {
    const verified = verify(settingsOf(options).data)
    console.log(JSON.stringify(verified, null, 2))
    if (verified.faults.length > 0) {
      throw new Error(
        `${verified.faults.length} faults found; where something is damaged, a backup may help`,
      )
    }
  },
)

command('rebuild', 'throw all tallies away and count them again; the gateway must not run').action(
  async (options: Options) => {
    const settings = settingsOf(options)
    const books = openBooks(settings, say)
    try {
      await books.rebuild()
    } finally {
      books.close()
    }
    const { events, quarters, sha256 } = verify(settings.data)
    console.log(JSON.stringify({ events, quarters, sha256 }, null, 2))
  },
)

command('what-if', 'count a period under other thresholds, side by side; changes nothing')
  .requiredOption('--set <name=value>', 'a threshold, such as holdOffMs=5000', readThreshold)
  .option('--touchpoint <id>', 'counter-1 or hall/counter-1 (all without it)')
  .option('--from <moment>', 'epoch ms, ISO time or date (today without it)')
  .option('--to <moment>', 'the same; not part of the period')
  .option('--json', 'print JSON')
  .action(
    (options: Options & { set: ReturnType<typeof readThreshold>; json?: boolean } & SpanQuery) =>
      read(options, async ({ report, tables, touchpoints }) => {
        const { touchpoint, from, to } = options
        const query = {
          ...(touchpoint && { touchpoint }),
          ...(from && { from }),
          ...(to && { to }),
        }
        const compared: WhatIf[] = []
        for (const { point, span } of spansAsked(query, report, Date.now())) {
          for (const part of report.seriesIn(point, span)) {
            const books = { ...tables, touchpoints }
            compared.push(await whatIf(report, books, point, part, options.set))
          }
        }
        const text = compared.map(whatIfTable).join('\n\n') || 'no touchpoint yet'
        console.log(options.json ? JSON.stringify(compared, null, 2) : text)
      }),
  )

addAccessCommands(program, settingsOf)
addTillCommands(program, settingsOf, say)

await runProgram(program)
