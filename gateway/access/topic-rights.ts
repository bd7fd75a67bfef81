import { isName } from '../../shared/name.ts'
import { topics } from '../../shared/topics.ts'
import type { Credential } from '../database/credentials.ts'

type Holder = Pick<Credential, 'username' | 'kind' | 'rights'>

/** A device tells its own events and status, a till its own sales, nobody anything else. */
export function mayPublish({ username, kind, rights }: Holder, topic: string): boolean {
  const [site = '', name = ''] = username.split('/')
  if (kind === 'device') {
    return [topics.event(site, name), topics.status(site, name)].includes(topic)
  }
  return rights.includes('sell') && topic === `loyalty/1/${username}/served`
}

/** A device hears its own config and commands, a reader numbers and alerts, nobody anything else. */
export function maySubscribe({ username, kind, rights }: Holder, filter: string): boolean {
  const [site = '', name = ''] = username.split('/')
  if (kind === 'device') {
    return [topics.config(site, name), topics.command(site, name)].includes(filter)
  }
  if (isFilterOf('alert', filter)) return rights.includes('read')
  return rights.includes('live') && isFilterOf('live', filter)
}

function isFilterOf(kind: 'live' | 'alert', filter: string): boolean {
  const [product, version, site = '', third, name = '', ...more] = filter.split('/')
  return (
    `${product}/${version}/${third}` === `loyalty/1/${kind}` &&
    more.length === 0 &&
    (site === '+' || isName(site)) &&
    (name === '+' || name === '#' || isName(name))
  )
}
