import { cpus, loadavg } from 'node:os'
import { newProgram, runProgram } from '../../shared/command-line.ts'
import { benchCounting } from './counting.ts'
import { benchIngest } from './ingest.ts'
import { benchLog } from './log.ts'
import { benchMemory } from './memory.ts'
import { benchPage } from './page.ts'
import { benchQuiet } from './quiet.ts'
import { benchRemote } from './remote.ts'
import { benchReplay } from './replay.ts'

interface Options {
  events: string
}

const benches = {
  counting: benchCounting,
  ingest: benchIngest,
  quiet: benchQuiet,
  memory: benchMemory,
  page: benchPage,
  remote: benchRemote,
  replay: benchReplay,
  log: ({ events }: Options) => benchLog(events.split(',').map(Number)),
}
type Bench = keyof typeof benches

const names = Object.keys(benches).join(', ')
const program = newProgram('bench', 'Measures what matters, against a rival in the same run')
  .argument('[names...]', `which of ${names} (all without)`)
  .option('--events <sizes>', 'sizes of the event logs', '10000,1000000,10000000')
  .action(async (asked: string[], options: Options) => {
    const chosen = (asked.length > 0 ? asked : Object.keys(benches)) as Bench[]
    const unknown = chosen.filter(name => !(name in benches))
    if (unknown.length > 0) program.error(`expected ${names}, found ${unknown}`)
    const sizes = options.events.split(',')
    if (!sizes.every(size => /^[1-9]\d*$/.test(size)))
      program.error(`expected numbers of events like 10000,1000000, found ${options.events}`)
    const figures: Record<string, unknown> = {
      node: process.version,
      cores: cpus().length,
      // Where others work on the same machine, no figure says much.
      loadBefore: loadavg()[0],
    }
    for (const name of chosen) {
      console.error(name)
      figures[name] = await benches[name](options)
    }
    console.log(JSON.stringify(figures, null, 2))
  })

await runProgram(program)
