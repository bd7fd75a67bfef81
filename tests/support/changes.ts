import { routes } from '../../gateway/routes/routes.ts'
import { monday } from './events.ts'
import { aHall } from './sales.ts'

type Change = Extract<(typeof routes)[number], { kind: 'change' }>

/** A body that is right, for each change that people make. */
const bodies: Record<string, unknown> = {
  'POST /api/alerts/{id}/acknowledge': {},
  'POST /api/alerts/{id}/comment': { comment: 'on my way' },
  'POST /api/alerts/{id}/close': {},
  'POST /api/served': { touchpoint: 'counter-1', source: 'till-1', id: '4711', at: monday },
  'POST /api/served/files/{source}': '{}',
  'PUT /api/served/manual': {
    ...{ touchpoint: 'counter-1', from: '2026-03-02', to: '2026-03-03', customers: 120 },
  },
  'POST /api/headcounts': { touchpoint: 'counter-1' },
  'POST /api/headcounts/{id}/taps': { at: monday },
  'POST /api/headcounts/{id}/end': {},
  'PUT /api/people/{name}': { role: 'viewer' },
  'DELETE /api/people/{name}': {},
  'POST /api/tokens': { name: 'node-red', scopes: ['live'] },
  'DELETE /api/tokens': { name: 'node-red' },
  'POST /api/devices/{site}/{device}/pairing': {},
  'POST /api/devices/{site}/{device}/credentials': {},
  'DELETE /api/devices/{site}/{device}/credentials': {},
  'POST /api/devices/{site}/{device}/identify': {},
  'POST /api/devices/{site}/{device}/restart': {},
  'POST /api/devices/{site}/{device}/look': {},
  'PUT /api/settings/sites': { sites: [aHall()], basedOn: 0 },
  'POST /api/erase': { from: '2026-03-02', to: '2026-03-03' },
}

const isByPeople = (route: (typeof routes)[number]): route is Change =>
  route.kind === 'change' && route.right !== 'anyone' && route.right !== 'tell'

/** Every change that people make, as it may be asked for. */
export const changes = routes.filter(isByPeople).map(route => {
  const method = route.method.toUpperCase()
  const action = `${method} ${route.path}`
  if (!(action in bodies)) throw new Error(`expected a body for ${action}, found none`)
  const names: Record<string, string> = { site: 'hall', id: '1', name: 'Bob', source: 'till-1' }
  const path = route.path.replaceAll(/{(\w+)}/g, (_, name: string) => names[name] ?? 'counter-1')
  return { method, action, path, body: bodies[action] }
})
