import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './support/child.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

/** Runs what `npm run <name> -- <args>` runs. */
async function command(name: string, ...args: string[]) {
  const [node, ...fixed] = (scripts[name] ?? '').split(' ')
  expect(node).toBe('node')
  const running = run(...fixed, ...args)
  const code = await running.ended
  return { code, out: running.out(), err: running.err() }
}

test.each([
  'demo',
  'start',
  'gateway',
  'remote',
  'simulate',
  'replay',
])('npm run %s -- --help explains itself', async name => {
  const { code, out } = await command(name, '--help')
  expect(code).toBe(0)
  expect(out).toMatch(/^Usage: /)
})

test.each([
  ['start', ['--confg', 'x'], "unknown option '--confg'"],
  ['gateway', ['stop'], "unknown command 'stop'"],
  ['replay', [], "missing required argument 'files'"],
  ['simulate', ['--devices', 'many'], 'expected a whole number from 1 to 10000'],
  ['simulate', ['--profile', 'rush-hour'], 'expected one of quiet, steady, queue, rush'],
  ['simulate', ['--gateway', 'foo'], 'expected an address like mqtt://127.0.0.1:1883'],
  ['simulate', ['--site', 'UPPER'], 'expected 1 to 32 of a-z, 0-9 and -'],
  ['replay', ['a.ndjson', 'b.ndjson', '--plot', 'x.svg'], 'expected --plot with one file'],
  [
    'replay',
    ['x.ndjson', '--speed', 'fast', '--to', 'mqtt://127.0.0.1:1'],
    'expected a number above 0 or max',
  ],
])('wrong usage of %s is exit code 2: %j', async (name, args, problem) => {
  const { code, err } = await command(name, ...args)
  expect(err).toContain(problem)
  expect(code).toBe(2)
})

test('a file that is not there is exit code 1, in one sentence', async () => {
  const { code, err } = await command('replay', 'nowhere.ndjson')
  expect({ code, err }).toEqual({ code: 1, err: 'could not read nowhere.ndjson: ENOENT\n' })
  const remote = await command('remote', '--config', 'nowhere.json')
  expect(remote).toMatchObject({
    code: 1,
    err: 'could not read nowhere.json: expected a settings file (ENOENT)\n',
  })
})

test('a log of another maker without a mapping says what is missing', async () => {
  const path = join(scratchFolder(), 'other.csv')
  writeFileSync(path, 'time,box,happy\n2026-03-02 08:00:00,1,2\n')
  expect(await command('replay', path)).toMatchObject({
    code: 1,
    err: `${path}: expected a column mapping for a CSV log (--help)\n`,
  })
  const told = await command(
    'replay',
    path,
    '--json',
    ...['--time-column', 'time', '--time-format', 'yyyy-MM-dd HH:mm:ss'],
    ...['--device-column', 'box', '--count-column', 'happy=2'],
  )
  expect(told.code).toBe(0)
  expect(JSON.parse(told.out)).toMatchObject({
    touchpoints: [{ site: 'imported', touchpoint: '1', answers: { 2: 2 }, served: null }],
    badLines: 0,
  })
})

test('simulate writes a log with its truth beside it, and replay draws both', async () => {
  const folder = scratchFolder()
  const log = join(folder, 'counter.ndjson.gz')
  const simulated = await command(
    'simulate',
    ...['--profile', 'shallow-room', '--hours', '1', '--seed', '3', '--out', log],
  )
  expect(simulated).toMatchObject({ code: 0, err: '' })
  const truth = JSON.parse(readFileSync(join(folder, 'counter.truth.json'), 'utf8'))
  expect(truth).toMatchObject({ profile: 'shallow-room', seed: 3, served: truth.visits.length })
  const picture = join(folder, 'counter.svg')
  const replayed = await command('replay', log, '--json', '--plot', picture)
  expect(replayed).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(replayed.out)).toMatchObject({ badLines: 0 })
  expect(readFileSync(picture, 'utf8')).toContain(`${truth.served} true ones`)
})

test('replay --json prints one object with a touchpoint each', async () => {
  const { code, out } = await command('replay', '--json', 'tests/golden/a-day.ndjson')
  expect(code).toBe(0)
  const { touchpoints } = JSON.parse(out) as { touchpoints: { touchpoint: string }[] }
  expect(touchpoints.map(({ touchpoint }) => touchpoint)).toEqual(['help-desk', 'bakery', 'kiosk'])
  const table = await command('replay', 'tests/golden/a-day.ndjson')
  expect(table.out).toContain('not relevant: response-rate')
})
