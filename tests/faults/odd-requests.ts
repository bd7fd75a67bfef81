import { seededRandom } from '../../simulator/random.ts'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { watchHealth } from './health-watch.ts'
import type { Outcome } from './outcome.ts'

interface Operation {
  method: string
  path: string
  parameters: { name: string; in: string; schema: Schema }[]
  body: Schema | null
}

interface Schema {
  type?: string | string[]
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
}

const atOnce = 10
const longestMs = 10_000

/** Requests made of what the gateway says of its own routes, each a little or very wrong. */
export async function askOddly(folder: string, inputs: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  await gateway.start()
  const health = watchHealth(gateway)
  const random = seededRandom(inputs).next
  const operations = await operationsOf(gateway.http())
  const problems: string[] = []
  let sent = 0
  while (sent < inputs) {
    const asking = Array.from({ length: atOnce }, async (_, n) => {
      const operation = operations[(sent + n) % operations.length]
      const problem = operation && (await ask(gateway.http(), operation, random))
      if (problem) problems.push(problem)
    })
    await Promise.all(asking)
    sent += atOnce
    await health.check(sent)
    if (problems.length > 0) break
  }
  await gateway.stop()
  const outcome = health.outcome()
  return { ...outcome, faults: sent, problems: [...outcome.problems, ...problems] }
}

async function operationsOf(http: string): Promise<Operation[]> {
  const answer = await fetch(`${http}/openapi.json`)
  const description = (await answer.json()) as { paths: Record<string, Record<string, never>> }
  return Object.entries<Record<string, never>>(description.paths).flatMap(([path, methods]) =>
    Object.entries<{
      parameters?: never[]
      requestBody?: { content: Record<string, { schema: Schema }> }
    }>(methods).map(([method, { parameters = [], requestBody }]) => {
      const [content] = Object.values<{ schema: Schema }>(requestBody?.content ?? {})
      return { method: method.toUpperCase(), path, parameters, body: content?.schema ?? null }
    }),
  )
}

/** What was wrong with the answer, or null. */
async function ask(http: string, operation: Operation, random: () => number) {
  const { method, path, parameters, body } = operation
  const query = new URLSearchParams()
  for (const { name, in: place, schema } of parameters) {
    if (place === 'query' && random() < 0.5) query.set(name, text(schema, random))
  }
  if (random() < 0.05) query.set('odd', 'x')
  const address = `${path.replaceAll(/{\w+}/g, () => encodeURIComponent(text({ type: 'string' }, random)))}?${query}`
  const isBodied = body !== null && random() < 0.95
  try {
    const response = await fetch(http + address, {
      method,
      signal: AbortSignal.timeout(longestMs),
      ...(isBodied && { body: torn(JSON.stringify(valueFor(body, random, 0)) ?? '', random) }),
    })
    if (path === '/api/live') await response.body?.cancel()
    else await response.arrayBuffer()
    return response.status < 500 ? null : `${method} ${address}: ${response.status}`
  } catch (cause) {
    return `${method} ${address}: ${(cause as Error).message}`
  }
}

const torn = (json: string, random: () => number) =>
  random() < 0.1 ? json.slice(0, Math.floor(random() * json.length)) : json

const oddTexts = [
  ...['', '0', '-1', '1e400', 'NaN', 'null', '2026-03-02', '2026-02-30', '9'.repeat(30), '..'],
  ...[
    'hall',
    'counter-1',
    'hall/counter-1',
    'constructor',
    '__proto__',
    '\u0000',
    '😀',
    'a'.repeat(500),
  ],
  ...[
    '2026-03-02T08:00:00Z',
    '1772438400000',
    "' or 1=1 --",
    '<script>',
    '%00',
    '-99999999999999999',
  ],
]
const oddValues: unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  2 ** 53,
  [],
  {},
  [[[]]],
  { constructor: 1 },
]

const oneOf = <Item>(items: readonly Item[], random: () => number) =>
  items[Math.floor(random() * items.length)]

const text = (schema: Schema, random: () => number) => {
  const known = schema.enum ? oneOf(schema.enum, random) : null
  return String(known !== null && random() < 0.7 ? known : oneOf(oddTexts, random))
}

function valueFor(schema: Schema, random: () => number, depth: number): unknown {
  if (random() < 0.12 || depth > 6) return oneOf([...oddValues, ...oddTexts], random)
  if (schema.anyOf) return valueFor(oneOf(schema.anyOf, random) ?? {}, random, depth + 1)
  const type = Array.isArray(schema.type) ? oneOf(schema.type, random) : schema.type
  switch (type) {
    case 'object': {
      const entries = Object.entries(schema.properties ?? { odd: {} })
      const told = entries.filter(() => random() < 0.9)
      return Object.fromEntries(told.map(([name, one]) => [name, valueFor(one, random, depth + 1)]))
    }
    case 'array':
      return Array.from({ length: Math.floor(random() * 4) }, () =>
        valueFor(schema.items ?? {}, random, depth + 1),
      )
    case 'integer':
    case 'number':
      return oneOf([0, 1, 5, -1, 1_772_438_400_000, 2 ** 40, Math.floor(random() * 1e6)], random)
    case 'boolean':
      return random() < 0.5
    default:
      return text(schema, random)
  }
}
