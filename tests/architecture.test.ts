import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './support/child.ts'

/** Which folder may import from which others. Where files are named, only these. */
const mayImport: Record<string, Record<string, 'all' | string[]>> = {
  shared: {},
  firmware: { shared: 'all' },
  gateway: { shared: 'all' },
  simulator: {
    firmware: 'all',
    shared: 'all',
    // Only what starts it in-process, and what it then means.
    gateway: ['books.ts', 'message.ts', 'settings.ts', 'start.ts', 'summary.ts'],
  },
}

/** Each outside world is behind one file. */
const behind: Record<string, string[]> = {
  '@hono/node-server': ['gateway/app.ts', 'gateway/web.ts'],
  '@hono/zod-openapi': ['gateway/app.ts'],
  '@peculiar/x509': ['gateway/tls/authority.ts'],
  ajv: ['gateway/valid-event.ts'],
  avr8js: ['simulator/uno/atmega328p.ts'],
  aedes: ['gateway/broker.ts', 'gateway/readers.ts', 'gateway/unheard-events.ts'],
  'bonjour-service': ['shared/gateway-service.ts'],
  'better-sqlite3': ['shared/sqlite.ts'],
  'csv-parse': ['shared/csv-rows.ts'],
  'csv-stringify': ['gateway/console/frame/csv.ts', 'gateway/csv.ts'],
  echarts: ['gateway/console/trends/trend-chart.ts'],
  'firmata-io': ['firmware/arduino.ts'],
  hono: ['gateway/app.ts'],
  'johnny-five': ['firmware/arduino.ts'],
  mqtt: ['firmware/gateway-access.ts'],
  'reflect-metadata': ['gateway/tls/authority.ts'],
  serialport: ['firmware/serial.ts'],
}

/** Packages that any file may use, and Node's own modules. */
const free = [
  'zod',
  'commander',
  'temporal-polyfill',
  'preact',
  '@preact/signals',
  'i18next',
  'vite',
  '@preact/preset-vite',
]

/** The counting core knows no I/O, no clock and no library. */
const pure = [
  'gateway/counting/',
  'gateway/privacy/blocks.ts',
  'gateway/statistics/',
  'firmware/absence.ts',
  'firmware/button.ts',
  'firmware/clothes.ts',
  'firmware/comeback.ts',
  'firmware/glance.ts',
  'firmware/meeting.ts',
  'firmware/motion.ts',
  'firmware/places.ts',
  'firmware/plateau.ts',
  'firmware/presence.ts',
  'firmware/rangefinder-watch.ts',
  'firmware/remote.ts',
  'firmware/standing.ts',
  'firmware/stay.ts',
  'firmware/stillness.ts',
  'firmware/tick.ts',
  'firmware/visits.ts',
  'firmware/walk.ts',
  'firmware/zone.ts',
]

interface Import {
  file: string
  /** Path of one of our files, or name of a package. */
  from: string
  kind: 'own' | 'package'
  typeOnly: boolean
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
    .filter(file => !file.includes('/dist/'))
}

const form =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(form)].map(([, typeOnly, named, lazy, bare]) => {
    const from = named ?? lazy ?? bare ?? ''
    const own = from.startsWith('.')
    const name = from.startsWith('@') ? from.split('/').slice(0, 2) : from.split('/').slice(0, 1)
    return {
      file,
      from: own ? relative(root, join(root, dirname(file), from)) : name.join('/'),
      kind: own ? 'own' : 'package',
      typeOnly: typeOnly !== undefined,
    }
  })
}

const imports = Object.keys(mayImport).flatMap(sources).flatMap(importsOf)

test('folders import only from where they may', () => {
  const crossings = imports.filter(
    ({ file, from, kind }) => kind === 'own' && topOf(file) !== topOf(from),
  )
  expect(
    crossings.length,
    'no import between folders found: is this test still reading the sources?',
  ).toBeGreaterThan(50)
  const forbidden = crossings.filter(({ file, from }) => {
    if (from === 'package.json') return false
    const allowed = mayImport[topOf(file)]?.[topOf(from)]
    return allowed !== 'all' && !allowed?.includes(from.slice(topOf(from).length + 1))
  })
  expect(forbidden).toEqual([])
})

test('each outside world is behind one file', () => {
  for (const [name, files] of Object.entries(behind)) {
    const importers = imports.filter(({ from, kind }) => kind === 'package' && from === name)
    expect([...new Set(importers.map(({ file }) => file))].sort(), name).toEqual(files)
  }
})

test('no package is used that is not spoken of here, nor in a way that hides it', () => {
  const packages = new Set(imports.filter(({ kind }) => kind === 'package').map(({ from }) => from))
  const unknown = [...packages].filter(
    name => !(name in behind) && !free.includes(name) && !name.startsWith('node:'),
  )
  expect(unknown).toEqual([])
  for (const file of Object.keys(mayImport).flatMap(sources)) {
    const text = readFileSync(join(root, file), 'utf8')
    expect(text, file).not.toMatch(/\brequire\(|createRequire|import\((?!')/)
  }
})

test('SQL is spoken in the outbox and in gateway/database only', () => {
  const speaking = Object.keys(mayImport)
    .flatMap(sources)
    .filter(file => /\.prepare\(|\.exec\(\s*[`'"]/.test(readFileSync(join(root, file), 'utf8')))
  expect(speaking.length).toBeGreaterThan(3)
  const homes = (file: string) =>
    file.startsWith('gateway/database/') ||
    ['firmware/outbox.ts', 'shared/sqlite.ts'].includes(file)
  expect(speaking.filter(file => !homes(file))).toEqual([])
})

test('the core imports no library and reads no clock', () => {
  const files = Object.keys(mayImport)
    .flatMap(sources)
    .filter(file => pure.some(place => file.startsWith(place)))
  expect(files.length).toBeGreaterThan(10)
  const libraries = files
    .flatMap(importsOf)
    .filter(({ kind, typeOnly }) => kind === 'package' && !typeOnly)
  expect(libraries).toEqual([])
  for (const file of files) {
    expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(
      /Date\.now|new Date\(\)|performance\.|setTimeout|setInterval|Math\.random|process\./,
    )
  }
})

test('the console takes no library of the server with it', () => {
  const console = sources('gateway/console').flatMap(importsOf)
  expect(console.length).toBeGreaterThan(20)
  const taken = new Set<string>()
  const take = ({ from, typeOnly }: Import) => {
    if (typeOnly || taken.has(from)) return
    taken.add(from)
    if (from.startsWith('shared/')) importsOf(from).forEach(take)
  }
  console.filter(({ from }) => from.startsWith('shared/')).forEach(take)
  expect([...taken].filter(from => !from.startsWith('shared/'))).toEqual(['zod'])
  const gateway = console.filter(({ from }) => /^gateway\/(?!console)/.test(from))
  expect(gateway).toEqual([])
})

const topOf = (file: string) => file.split('/')[0] ?? ''
