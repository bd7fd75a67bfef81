import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteText } from '../gateway/database/byte-text.ts'
import { aTeller, writeLine } from '../gateway/database/event-line.ts'
import { readLine } from '../gateway/database/found-line.ts'

const [name, boot] = ['b-1a2b', 7]
const teller = aTeller('hall', 'desk', name)
const tellerOf = (id: number) => (id === boot ? teller : undefined)

const millis = fc.integer({ min: 0, max: 4_000_000_000_000 })

/** What follows the kind of an event, as remotes write it, in another order, and of other kinds. */
const told = fc.constantFrom(
  { kind: 'pressed', button: 5, heldMs: 80 },
  { kind: 'pressed', heldMs: 80, button: 5 },
  { kind: 'arrived', visit: 7 },
  { kind: 'left', visit: 7, stayMs: 20_000, nearestMm: 640 },
  { kind: 'heartbeat', pressed: [0, 2, 0], visits: 7, waiting: 0, rangefinder: 'ok' },
  { kind: 'heartbeat', visits: 7 },
  { kind: 'started', firmware: '0.1.0', buttons: 5 },
  ...['a', 'h"', ' ', ''].map(kind => ({ kind })),
)

const asRemotesDo = fc
  .record({ seq: fc.nat(), at: millis, up: fc.nat(), synced: fc.boolean(), told })
  .map(({ told, ...times }) => JSON.stringify({ v: 1, boot: name, ...times, ...told }))

/** Events as remotes write them, nearly so, in another order, and what is no event at all. */
const json = fc.oneof(
  { weight: 3, arbitrary: asRemotesDo },
  fc
    .record({ json: asRemotesDo, key: fc.constantFrom('v', 'seq', 'at', 'up', 'synced', 'kind') })
    .map(({ json, key }) => json.replace(`"${key}"`, `"${key.toUpperCase()}"`)),
  fc
    .record({ kind: fc.string(), boot: fc.constant(name), v: fc.constant(1) })
    .map(told => JSON.stringify(told)),
  fc.object().map(told => JSON.stringify(told)),
)

interface Told {
  place: number
  boot: number
  receivedAt: number
  json: string
}

const line: fc.Arbitrary<Told> = fc.record({
  place: fc.nat(63),
  boot: fc.constant(boot),
  receivedAt: millis,
  json,
})

function written({ json, ...line }: Told): string {
  const text = new ByteText()
  writeLine(text, { ...line, told: Buffer.from(json) }, teller)
  return Buffer.from(text.written()).toString()
}

test('a line of the log is read as it was written', () => {
  fc.assert(
    fc.property(line, line => {
      expect(readLine(written(line), tellerOf)).toEqual({ ...line, isSound: true })
    }),
    { numRuns: 2000 },
  )
})

test('a line with one changed character is not sound', () => {
  const change = fc.record({
    where: fc.nat(),
    to: fc.oneof(
      fc.constantFrom(...'0123456789 .-e{"'),
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' }),
    ),
  })
  fc.assert(
    fc.property(line, change, (line, { where, to }) => {
      const text = written(line)
      const at = where % text.length
      fc.pre(text[at] !== to)
      const changed = text.slice(0, at) + to + text.slice(at + 1)
      expect(readLine(changed, tellerOf)?.isSound ?? false).toBe(false)
    }),
    { numRuns: 5000 },
  )
})

test('of an event as remotes write it, the line is short', () => {
  const times = { seq: 12, at: 1_760_000_000_000, up: 5000, synced: true }
  const json = JSON.stringify({
    v: 1,
    boot: name,
    ...times,
    kind: 'pressed',
    button: 5,
    heldMs: 80,
  })
  const receivedAt = times.at + 40
  expect(written({ place: 3, boot, receivedAt, json })).toMatch(
    /^3 7 1760000000040 -?\d+ 12 40 5000 1p5,"heldMs":80}$/,
  )
})

test('a line has room for an event of any length', () => {
  const json = JSON.stringify({ kind: 'ü'.repeat(50_000) })
  const line = { place: 0, boot, receivedAt: 5, json }
  expect(readLine(written(line), tellerOf)).toEqual({ ...line, isSound: true })
})

test('a text of bytes says what was written to it, however long it is', () => {
  const long = fc.constant('ü'.repeat(50_000))
  const part = fc.oneof(fc.maxSafeInteger(), fc.string({ unit: 'grapheme' }), long)
  fc.assert(
    fc.property(fc.array(part), parts => {
      const text = new ByteText()
      for (const part of parts) {
        const bytes = Buffer.from(String(part))
        text.makeRoom(bytes.length)
        if (typeof part === 'number') text.integer(part)
        else text.copy(bytes)
      }
      expect(Buffer.from(text.written()).toString()).toBe(parts.join(''))
    }),
  )
})
