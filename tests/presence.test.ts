import { expect, test } from 'vitest'
import { commonZone, nobody, type PresenceFact, sense } from '../firmware/presence.ts'

const stepMs = 500

/** One mark is half a second: # somebody, - in between, . nobody, ? no valid reading. */
function visitsIn(picture: string): PresenceFact[] {
  const mm = { '#': 650, '-': 1050, '.': 2600, '?': null }
  let presence = nobody
  const told: PresenceFact[] = []
  for (const [index, mark] of [...picture].entries()) {
    const sample = { up: index * stepMs, mm: mm[mark as keyof typeof mm] }
    const { after, facts } = sense(presence, sample, commonZone)
    presence = after
    told.push(...facts)
  }
  return told
}

test('a visit is told with the moments at which it began and ended', () => {
  expect(visitsIn('..############......')).toEqual([
    { kind: 'arrived', up: 1000, visit: 1 },
    { kind: 'left', up: 6500, visit: 1, stayMs: 5500, nearestMm: 650 },
  ])
})

test('an arrival is told while the customer is still there', () => {
  expect(visitsIn('..#########')).toEqual([{ kind: 'arrived', up: 1000, visit: 1 }])
})

test('a short gap does not split a visit, a long one does', () => {
  expect(visitsIn('##########...##########......')).toHaveLength(2)
  expect(visitsIn('##########.......##########......')).toHaveLength(4)
})

test('passers-by are no visit', () => {
  expect(visitsIn('..####......#######.....')).toEqual([])
})

test('between the two thresholds nothing changes', () => {
  expect(visitsIn('..------------......')).toEqual([])
  expect(visitsIn('..####------------......')).toHaveLength(2)
})

test('lost readings are a gap like any other', () => {
  expect(visitsIn('##?#??##??##?####???????')).toHaveLength(2)
  expect(visitsIn('????????????????')).toEqual([])
})
