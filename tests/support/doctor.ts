import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './processes.ts'
import { scratchFolder } from './scratch.ts'

/** The doctor, at work on a remote that is wired like this. */
export function examine(wiring: Record<string, unknown>) {
  const folder = scratchFolder()
  const config = join(folder, 'remote.json')
  const data = join(folder, 'data')
  writeFileSync(config, JSON.stringify({ site: 'hall', device: 'counter-1', data, ...wiring }))
  return run('firmware/main.ts', 'doctor', '--config', config)
}
