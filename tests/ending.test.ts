import { expect, test } from 'vitest'
import { run } from './support/processes.ts'

test('a signal that comes while a program starts ends it', async () => {
  const program = `
    import { closeOnSignal, newProgram, runProgram } from './shared/command-line.ts'
    const program = newProgram('slow', 'starts slowly').action(() => {
      const running = setInterval(() => {}, 1000)
      process.kill(process.pid, 'SIGTERM')
      closeOnSignal(async () => clearInterval(running))
    })
    await runProgram(program)`
  const child = run('--input-type=module', '-e', program)
  expect(await child.ended, child.err()).toBe(0)
})
