import { cpus } from 'node:os'
import { newProgram, runProgram } from '../../shared/command-line.ts'
import { benchCounting } from './counting.ts'
import { benchIngest } from './ingest.ts'
import { benchReplay } from './replay.ts'

const benches = { counting: benchCounting, ingest: benchIngest, replay: benchReplay }
type Bench = keyof typeof benches

const program = newProgram('bench', 'Measures what matters, against a rival in the same run')
  .argument('[names...]', `which of ${Object.keys(benches).join(', ')} (all without)`)
  .action(async (names: string[]) => {
    const chosen = (names.length > 0 ? names : Object.keys(benches)) as Bench[]
    const unknown = chosen.filter(name => !(name in benches))
    if (unknown.length > 0)
      program.error(`expected ${Object.keys(benches).join(', ')}, found ${unknown}`)
    const figures: Record<string, unknown> = { node: process.version, cores: cpus().length }
    for (const name of chosen) figures[name] = await benches[name]()
    console.log(JSON.stringify(figures, null, 2))
  })

await runProgram(program)
