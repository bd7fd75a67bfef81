import { readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openOutbox } from '../firmware/outbox.ts'
import { askOfTimeServer, awaitTimeServer } from '../shared/time-server.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

test('a clock is believed from when a time server has set it, and then for good', async () => {
  const { says, asked } = aSystem('echo no')
  const { hasSet } = await awaitTimeServer(10)
  expect(hasSet()).toBe(false)
  await until('it is asked again', () => asked() > 2)
  says('exit 1')
  const failed = asked() + 2
  await until('it is asked again', () => asked() > failed)
  expect(hasSet()).toBe(false)
  says('echo yes')
  await until('it is believed', hasSet)
  const before = asked()
  says('echo no')
  await until('others ask', async () => (await askOfTimeServer()) === false)
  expect(hasSet()).toBe(true)
  expect(asked(), 'nobody else asked').toBe(before + 1)
})

test('where nothing can tell, nobody asks again', async () => {
  const { asked } = aSystem('echo "not booted with systemd" >&2; exit 1')
  const { hasSet } = await awaitTimeServer(10)
  expect(hasSet()).toBe(true)
  expect(await askOfTimeServer()).toBeNull()
  expect(asked()).toBe(2)
})

test('a system that cannot answer yet has not been set', async () => {
  aSystem('exec sleep 20')
  expect(await askOfTimeServer()).toBe(false)
})

test('what a remote tells before its clock was set is told as such', async () => {
  aSystem('echo no')
  const data = scratchFolder()
  const config = join(data, 'remote.json')
  const place = { site: 'hall', device: 'counter-1', gateway: 'mqtt://127.0.0.1:1', data }
  writeFileSync(config, JSON.stringify({ ...place, buttons: { driver: 'keyboard' } }))
  const remote = run('firmware/main.ts', '--config', config)
  await until('the keys are there', () => remote.err().includes('the keys 1 2 3 4 5'))
  remote.process.kill('SIGTERM')
  await remote.ended
  const outbox = openOutbox(data)
  onTestFinished(outbox.close)
  const told = outbox.after(0, 10).map(({ json }) => JSON.parse(json))
  expect(told).toMatchObject([{ kind: 'started', synced: false }])
})

test('a gateway says that its clock was never set, once it is ready', async () => {
  const { says, asked } = aSystem('echo no')
  const data = scratchFolder()
  const config = join(data, 'gateway.json')
  writeFileSync(config, JSON.stringify({ data, mqtt: { port: 0 }, http: { port: 0 } }))
  const start = () => run('gateway/main.ts', 'start', '--config', config)
  const gateway = start()
  await until('it is said', () => gateway.err().includes('clock: no time server has set it'))
  expect(gateway.out()).toContain('listening')
  gateway.process.kill('SIGTERM')
  expect(await gateway.ended).toBe(0)
  says('echo yes')
  const other = start()
  await until('it has asked', () => asked() === 2)
  other.process.kill('SIGTERM')
  await other.ended
  expect(other.err()).not.toContain('clock:')
})

/** Until the end of the test, a machine of which timedatectl says something. */
function aSystem(answer: string) {
  const folder = scratchFolder()
  const log = join(folder, 'asked')
  writeFileSync(log, '')
  const says = (answer: string) =>
    writeFileSync(join(folder, 'timedatectl'), `#!/bin/sh\necho "$*" >> ${log}\n${answer}\n`, {
      mode: 0o755,
    })
  const { PATH = '' } = process.env
  process.env.PATH = folder + delimiter + PATH
  onTestFinished(() => {
    process.env.PATH = PATH
  })
  says(answer)
  return { says, asked: () => readFileSync(log, 'utf8').split('\n').length - 1 }
}
