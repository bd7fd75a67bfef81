import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeJsonLines } from '../shared/log-lines.ts'
import { Envelope } from '../simulator/plot/envelope.ts'
import { plotFile } from '../simulator/plot/plot-file.ts'
import { replayHere } from '../simulator/replay.ts'
import { writeSignalFile } from '../simulator/signal-file.ts'
import { Truth, truthPathOf } from '../simulator/truth.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { scratchFolder } from './support/scratch.ts'

const header = {
  log: 'loyalty-signals',
  v: 1,
  site: 'hall',
  device: 'desk',
  start: '2026-03-02T08:00:00.000Z',
  rangefinder: { model: 'TFmini-S', hz: 2 },
  buttons: 5,
}

/** Somebody at 0.6 m from second 10 to 40, who presses 4; the wall at 2.5 m; nothing from 50 on. */
const smallLog: object[] = [
  header,
  ...Array.from({ length: 120 }, (_, half) => {
    const t = 500 * half
    return { t, mm: t >= 50_000 ? null : t >= 10_000 && t < 40_000 ? 600 : 2500 }
  }),
]
smallLog.splice(60, 0, { t: 29_100, button: 4, down: true }, { t: 29_250, button: 4, down: false })

async function plotted(path: string) {
  const out = `${path}.svg`
  const { summary } = await replayHere([path], null, () => {})
  await plotFile(path, summary, out)
  return { svg: readFileSync(out, 'utf8'), bytes: statSync(out).size, summary }
}

async function aLog(lines: unknown[]) {
  const path = join(scratchFolder(), 'small.ndjson')
  await writeJsonLines(path, lines)
  return path
}

test('a picture shows distance over time, the zone, gaps and the visits found', async () => {
  const { svg } = await plotted(await aLog(smallLog))
  expect(svg).toMatch(/^<svg xmlns=.*<\/svg>\n$/s)
  expect(svg).toContain('hall/desk, 2026-03-02, TFmini-S, 2 Hz')
  expect(svg).toContain('1 visits found')
  expect(svg).not.toContain('true ones')
  // A column is half a second, 84 pixels are 3 m.
  expect(pathOf(svg, 'seen')).toMatch(/^M0 14v0M1 14v0.*M20 67v0.*M79 67v0M80 14v0.*M99 14v0$/)
  expect(pathOf(svg, 'missing')).toBe('M100 -2H120')
  expect(pathOf(svg, 'zone')).toMatch(/^M0 84H0V43.*H120V84Z$/)
  const [bar] = barsOf(svg, 'found')
  expect(bar).toMatchObject({ x: 20, width: 58 })
  expect(svg).toMatch(/class="mark"[^>]*>4</)
})

test('a visit that goes on in the next row is drawn in both', async () => {
  const readings = Array.from({ length: 4000 }, (_, n) => ({
    t: 200 * n,
    mm: n < 2000 ? 2500 : 600 + Math.round(40 * Math.sin(n / 7) + 20 * Math.sin(n / 3)),
  }))
  const { svg } = await plotted(await aLog([header, ...readings]))
  expect(barsOf(svg, 'found')).toEqual([
    { x: 800, width: 399 },
    { x: 0, width: 399 },
  ])
})

test('where the truth stands beside the log, it is drawn too', async () => {
  const path = await aLog(smallLog)
  const visits = [{ from: 10_000, to: 39_000, rating: 4 }]
  writeFileSync(truthPathOf(path), JSON.stringify({ served: 1, answers: {}, presses: 1, visits }))
  const { svg } = await plotted(path)
  expect(svg).toContain('1 true ones')
  expect(barsOf(svg, 'true')).toEqual([{ x: 20, width: 57 }])
  writeFileSync(truthPathOf(path), '{"served":1}')
  await expect(plotted(path)).rejects.toThrow(
    /small\.truth\.json: expected the truth about a log: .*answers/,
  )
})

test.each([
  ['rush', 1, 4],
  ['quiet', 9, 9],
] as const)('a long log of %s stays a small picture, with every visit in it', async (name, hours, seed) => {
  const path = join(scratchFolder(), 'long.ndjson.gz')
  const counter = { site: 'hall', device: 'desk', profile: name, seed }
  await writeSignalFile(path, counter, { start: monday, hours })
  const { svg, bytes, summary } = await plotted(path)
  expect(bytes).toBeLessThan(300_000)
  expect(svg.match(/<g /g)?.length).toBeLessThanOrEqual(12)
  const [desk] = summary.touchpoints
  expect(barsOf(svg, 'found').length).toBeGreaterThanOrEqual(desk?.served ?? 0)
  const truth = Truth.parse(JSON.parse(readFileSync(truthPathOf(path), 'utf8')))
  expect(barsOf(svg, 'true').length).toBeGreaterThanOrEqual(truth.served)
})

test('what is no single signal log cannot be plotted', async () => {
  const two = await aLog([...smallLog, header])
  await expect(plotted(two)).rejects.toThrow(
    `${two}:${smallLog.length + 1}: expected one log to plot, found another`,
  )
  const told = toldBy('desk', aBoot()(0, { kind: 'pressed' }))
  const events = await aLog([{ log: 'loyalty-events', v: 1 }, told])
  await expect(plotted(events)).rejects.toThrow(
    `${events}: expected a signal log to plot, found none`,
  )
})

test('an envelope widens its columns and forgets no extreme', () => {
  const envelope = new Envelope(100, 4)
  for (let t = 0; t < 1600; t += 100) envelope.add(t, t === 700 ? 50 : 1000 + t, 900)
  envelope.add(1600, null, 800)
  expect(envelope.columnMs).toBe(800)
  expect(envelope.columns).toEqual([
    { nearest: 50, farthest: 1600, readings: 8, missing: 0, zoneMm: 900 },
    { nearest: 1800, farthest: 2500, readings: 8, missing: 0, zoneMm: 900 },
    { nearest: null, farthest: null, readings: 1, missing: 1, zoneMm: 800 },
  ])
})

const pathOf = (svg: string, kind: string) =>
  new RegExp(`class="${kind}" d="([^"]*)"`).exec(svg)?.[1] ?? ''

const barsOf = (svg: string, kind: string) =>
  [
    ...svg.matchAll(new RegExp(`<rect class="${kind}" x="(\\d+)" y="\\d+" width="(\\d+)"`, 'g')),
  ].map(([, x, width]) => ({ x: Number(x), width: Number(width) }))
