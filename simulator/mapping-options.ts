import type { Command } from 'commander'
import { checkSettings, readSettingsFile } from '../shared/settings-file.ts'
import { CsvMapping } from './csv-mapping.ts'

export interface MappingOptions {
  mapping?: string
  site?: string
  timeColumn?: string
  timeFormat?: string
  zone?: string
  deviceColumn?: string
  buttonColumn?: string
  countColumn?: Record<string, number>
  buttons?: string
}

/** Adds the options that say how the columns of a CSV log are to be read. */
export function addMappingOptions(command: Command): Command {
  return command
    .option('--mapping <file>', 'column mapping of CSV logs, as a JSON file')
    .option('--time-column <name>', 'CSV: column of the time')
    .option('--time-format <form>', 'CSV: iso, epoch-s, epoch-ms or like dd.MM.yyyy HH:mm:ss')
    .option('--zone <zone>', 'CSV: time zone of local times, like Europe/London')
    .option('--device-column <name>', 'CSV: column of the device')
    .option('--button-column <name>', 'CSV: column of the button, 1 the lowest rating')
    .option('--count-column <name=button>', 'CSV: column counting presses of a button', gather)
    .option('--buttons <n>', 'CSV: how many buttons the devices have')
    .option('--site <name>', 'CSV: site to put the devices under')
}

/** The mapping that was said, in a file or in options; null when none was. */
export function mappingFrom(options: MappingOptions): CsvMapping | null {
  const { mapping, timeColumn, deviceColumn, buttonColumn, countColumn } = options
  const { site, timeFormat, zone, buttons } = options
  const all = {
    timeColumn,
    deviceColumn,
    buttonColumn,
    countColumn,
    site,
    timeFormat,
    zone,
    buttons,
  }
  const saidHere = Object.values(all).some(value => value !== undefined)
  if (mapping !== undefined) {
    if (saidHere) throw new Error(`expected the column mapping in ${mapping} or here, found both`)
    return readSettingsFile(mapping, CsvMapping)
  }
  if (!saidHere) return null
  const said = {
    site: options.site,
    time: { column: timeColumn, format: options.timeFormat, zone: options.zone },
    device: { column: deviceColumn },
    button: buttonColumn && { column: buttonColumn },
    counts: countColumn,
    buttons: options.buttons && Number(options.buttons),
  }
  return checkSettings('the column mapping', said, CsvMapping)
}

/** `--count-column happy=2`, given once per button. */
function gather(text: string, before: Record<string, number> = {}): Record<string, number> {
  const [, column = text, button = ''] = /^(.*)=([^=]*)$/.exec(text) ?? []
  return { ...before, [column]: Number(button) }
}
