import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { checkSettings, readSettingsFile } from '../shared/settings-file.ts'
import { noteCommand } from './access/audit.ts'
import { openBooks } from './books.ts'
import { Columns, TillFiles } from './served/till-files.ts'
import type { GatewaySettings } from './settings.ts'

interface Options {
  config?: string
  touchpoint: string
  source: string
  columns?: string
}

/** Adds the command that takes files of tills. */
export function addTillCommands(
  program: Command,
  settingsOf: (options: Options) => GatewaySettings,
  say: (text: string) => void,
): void {
  program
    .command('take-sales')
    .description('take files of a till: CSV, or fiscal receipts; the gateway must not run')
    .option('-c, --config <file>', 'settings, such as gateway.json')
    .argument('<files...>')
    .requiredOption('--touchpoint <id>', 'counter-1 or hall/counter-1')
    .requiredOption('--source <name>', 'the till, such as till-1')
    .option(
      '--columns <file>',
      'what the columns of CSV mean, as JSON (fiscal receipts without it)',
    )
    .action(async (files: string[], options: Options) => {
      const { touchpoint, source, columns } = options
      const said = { touchpoint, source, columns: columns && readSettingsFile(columns, Columns) }
      const till = checkSettings('the till', said, TillFiles)
      const books = openBooks(settingsOf(options), say)
      try {
        for (const file of files) {
          noteCommand(books, 'take-sales', { file, touchpoint, source })
          const taken = await books.files.take(till, file, createReadStream(file))
          console.log(
            `${file}: ${taken.taken} taken, ${taken.known} known, ${taken.refusals} refused`,
          )
        }
      } finally {
        books.close()
      }
    })
}
