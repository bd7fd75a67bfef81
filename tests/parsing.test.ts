import { expect, test } from 'vitest'
import { z } from 'zod'
import { parse, parseJson } from '../shared/parsing.ts'

const Till = z.strictObject({
  id: z.string().max(5),
  floor: z.int().min(0).optional(),
  kind: z.enum(['shop', 'bar']).optional(),
  secret: z.string().min(16).optional(),
})
const Answer = z.discriminatedUnion('as', [
  z.object({ as: z.literal('taken') }),
  z.object({ as: z.literal('refused') }),
])

const problemOf = (found: unknown, schema: z.ZodType = Till) => {
  const parsed = parse(found, schema)
  return parsed.ok ? null : parsed.problem
}

test('what is as expected is given back', () => {
  expect(parse({ id: 'till' }, Till)).toEqual({ ok: true, value: { id: 'till' } })
  expect(parseJson('{"id":"till"}', Till)).toEqual({ ok: true, value: { id: 'till' } })
})

test.each([
  ['another type', { id: 7 }, 'Invalid input: expected string, found 7 → at id'],
  ['nothing', {}, 'Invalid input: expected string, received undefined → at id'],
  ['too small', { id: 'a', floor: -1 }, 'expected number to be >=0, found -1 → at floor'],
  ['another word', { id: 'a', kind: 'pub' }, '"shop"|"bar", found "pub" → at kind'],
  ['long text', { id: 'a'.repeat(99) }, 'to have <=5 characters, found 99 characters → at id'],
  ['an unknown field', { id: 'a', name: 'b' }, 'Unrecognized key: "name"'],
])('%s: the problem names what was expected, what came and where', (_, found, problem) => {
  expect(problemOf(found)).toContain(problem)
})

test('of several shapes, it names what came in the field that tells them apart', () => {
  expect(problemOf({ as: 'lost' }, Answer)).toMatch(/'taken' \| 'refused', found "lost" → at as$/)
})

test('each problem is told; a secret never is', () => {
  const problem = problemOf({ id: 'a', floor: 'first', secret: 'hunter2' })
  expect(problem).toContain('expected number, found "first" → at floor; ')
  expect(problem).toMatch(/expected string to have >=16 characters → at secret$/)
})

test('what is no JSON is said to be none', () => {
  const parsed = parseJson('{"id":', Till)
  expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining('expected JSON: ') })
})
