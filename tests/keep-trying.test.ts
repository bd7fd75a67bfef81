import { expect, onTestFinished, test } from 'vitest'
import { keepTrying } from '../firmware/keep-trying.ts'
import { until } from './support/until.ts'

test('what is wrong is said once, however often it is tried in vain', async () => {
  const said: string[] = []
  let attempts = 0
  const trying = keepTrying(
    'board',
    text => said.push(text),
    async () => {
      attempts += 1
      return attempts < 4 ? 'it hangs' : 'it is gone'
    },
  )
  onTestFinished(trying.close)
  await until('it was tried four times', () => said.some(text => text.includes('gone')))
  expect(said).toEqual(['board: it hangs; trying again', 'board: it is gone; trying again'])
})
