import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SampleLine } from '../shared/logs.ts'
import { takeSamples } from '../shared/sample-line.ts'

interface Sample {
  t: number
  mm: number | null
}

function taken(text: string): { samples: Sample[]; rest: string } {
  const bytes = Buffer.from(text)
  const samples: Sample[] = []
  const at = takeSamples(bytes, 0, (t, mm) => samples.push({ t, mm }))
  return { samples, rest: bytes.toString('utf8', at) }
}

const sample = fc.record(
  {
    t: fc.nat(2 ** 40),
    mm: fc.oneof(fc.nat(20_000), fc.constant(null)),
    strength: fc.nat(65_535),
  },
  { requiredKeys: ['t', 'mm'] },
)

test('plain sample lines are read as any parser reads them', () => {
  fc.assert(
    fc.property(fc.array(sample), samples => {
      const lines = samples.map(({ t, mm, strength }) =>
        JSON.stringify(strength === undefined ? { t, mm } : { t, mm, strength }),
      )
      const text = lines.map(line => `${line}\n`).join('')
      expect(taken(text)).toEqual({ samples: samples.map(({ t, mm }) => ({ t, mm })), rest: '' })
    }),
  )
})

test.each([
  '{"t":0,"mm":2610',
  '{"t":0,"mm":2610}',
  '{"t":0,"mm":2610} \n',
  '{"t":01,"mm":2610}\n',
  '{"t":-1,"mm":2610}\n',
  '{"t":0,"mm":26.5}\n',
  '{"t":0,"mm":1e3}\n',
  '{"t":0,"mm":}\n',
  '{"t":,"mm":1}\n',
  '{"mm":1,"t":0}\n',
  '{"t":0,"mm":nul}\n',
  '{"t":0,"mm":1,"strength":null}\n',
  '{"t":0,"mm":1,"strength":1,"more":2}\n',
  '{"t":1234567890123456,"mm":1}\n',
  '{"t":61,"button":5,"down":true}\n',
  '\n',
  '',
  '\0\0\0',
])('%j is left to the parser', text => {
  expect(taken(text)).toEqual({ samples: [], rest: text })
})

test('a line of another kind ends the taking, and nothing is lost', () => {
  const edge = '{"t":61,"button":5,"down":true}\n'
  const { samples, rest } = taken(`{"t":0,"mm":1}\n${edge}{"t":70,"mm":2}\n`)
  expect(samples).toEqual([{ t: 0, mm: 1 }])
  expect(rest).toBe(`${edge}{"t":70,"mm":2}\n`)
})

test('whatever is taken is a valid sample', () => {
  const line = fc.stringMatching(
    /^\{"t":[0-9.e-]{0,18},"mm":[0-9nul.-]{0,6}(,"strength":[0-9]{0,5})?\}\n$/,
  )
  fc.assert(
    fc.property(line, text => {
      const { samples } = taken(text)
      for (const one of samples) expect(SampleLine.parse(JSON.parse(text))).toMatchObject(one)
    }),
    { numRuns: 500 },
  )
})
