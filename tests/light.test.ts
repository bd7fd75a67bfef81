import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLight } from '../firmware/light.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a press that goes on to the gateway gets one long flash, at once', () => {
  const { thank, turned } = aLight()
  thank('delivered')
  expect(turned).toEqual(['0: 1'])
  vi.runAllTimers()
  expect(turned).toEqual(['0: 1', '300: 0'])
})

test('a press that waits in the outbox gets two short flashes', () => {
  const { thank, turned } = aLight()
  thank('stored')
  vi.runAllTimers()
  expect(turned).toEqual(['0: 1', '100: 0', '200: 1', '300: 0'])
})

test('the next press begins its own flash', () => {
  const { thank, turned } = aLight()
  thank('stored')
  vi.advanceTimersByTime(150)
  thank('delivered')
  vi.runAllTimers()
  expect(turned).toEqual(['0: 1', '100: 0', '150: 1', '450: 0'])
})

function aLight() {
  const start = Date.now()
  const turned: string[] = []
  const { thank } = openLight(level => turned.push(`${Date.now() - start}: ${level}`))
  return { thank, turned }
}
