import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RemoteSettings } from '../firmware/settings.ts'
import { routes } from '../gateway/routes/routes.ts'
import { GatewaySettings } from '../gateway/settings.ts'
import { SetAsideReason } from '../shared/numbers.ts'
import { CsvMapping } from '../simulator/csv-mapping.ts'
import { root } from './support/child.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const firstCells = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell)

test('the README lists every command and no other', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const inside = ['prepare', 'format']
  const named = firstCells
    .filter(cell => cell.startsWith('npm '))
    .map(cell => cell.split(' ').at(-1))
  expect(named.sort()).toEqual(
    Object.keys(scripts)
      .filter(name => !inside.includes(name))
      .sort(),
  )
})

test('the README lists every address and no other', () => {
  const named = firstCells.filter(cell => /^([A-Z]+ )?\//.test(cell))
  const served = routes.map(route =>
    'method' in route ? `${route.method.toUpperCase()} ${route.path}` : route.path,
  )
  expect(named.sort()).toEqual([...served, '/openapi.json'].sort())
})

test('the README lists every reason for setting a press aside', () => {
  for (const reason of SetAsideReason.options) expect(readme).toContain(`\`${reason}\``)
})

test('the settings on the page about building a remote are valid', () => {
  const page = readFileSync(join(root, 'firmware/README.md'), 'utf8')
  const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json)
  expect(blocks).toHaveLength(2)
  for (const block of blocks) RemoteSettings.parse(JSON.parse(block))
})

test('settings and mapping in the README are valid', () => {
  const blocks = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) =>
    JSON.parse(json),
  )
  expect(blocks).toHaveLength(3)
  CsvMapping.parse(blocks[0])
  GatewaySettings.parse(blocks[1])
  RemoteSettings.parse(blocks[2])
})

test('the settings on the page about served customers are valid, and all its addresses exist', () => {
  const page = readFileSync(join(root, 'gateway/SERVED.md'), 'utf8')
  const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json)
  expect(blocks).toHaveLength(2)
  for (const block of blocks) GatewaySettings.parse(JSON.parse(block))
  const named = [...page.matchAll(/`(?:[A-Z]+ )?(\/api\/[^`]+)`/g)].map(([, path]) => path)
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter(path => !routes.some(route => route.path === path))).toEqual([])
})
