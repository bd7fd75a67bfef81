import { isName } from './name.ts'

const root = 'loyalty/1'

const device = (kind: DeviceTopic) => (site: string, device: string) =>
  `${root}/${site}/${device}/${kind}`

/**
 * `status` is retained and the last will; a device that is asked what its laser sees answers there
 * too, which is not retained. `config` and `command` go from gateway to device.
 */
export const topics = {
  event: device('event'),
  status: device('status'),
  config: device('config'),
  command: device('command'),
  /** From tills to the gateway: sales. */
  served: device('served'),
  /** Retained, for everyone: today's numbers of one touchpoint. */
  live: (site: string, touchpoint: string) => `${root}/${site}/live/${touchpoint}`,
  /** Retained while it is open, for who may read: one alert. */
  alert: (site: string, id: number) => `${root}/${site}/alert/${id}`,
}

const deviceTopics = ['event', 'status', 'config', 'command', 'served'] as const
type DeviceTopic = (typeof deviceTopics)[number]

export type Topic =
  | { kind: DeviceTopic; site: string; device: string }
  | { kind: 'live'; site: string; touchpoint: string }

/** What a topic is about, or null when it is none of ours. */
export function readTopic(topic: string): Topic | null {
  if (topic !== last?.topic) last = { topic, about: recall(topic) }
  return last.about
}

function recall(topic: string): Topic | null {
  const known = remembered.get(topic)
  if (known) return known
  const about = read(topic)
  if (remembered.size >= mostRemembered) remembered.clear()
  if (about) remembered.set(topic, about)
  return about
}

/** The same devices tell again and again; to take their topics to pieces takes its time. */
const remembered = new Map<string, Topic>()
const mostRemembered = 10_000
/** That of the message before, as it mostly is. */
let last: { topic: string; about: Topic | null } | undefined

function read(topic: string): Topic | null {
  const [product, version, site = '', second = '', third = '', ...more] = topic.split('/')
  if (`${product}/${version}` !== root || more.length > 0 || !isName(site)) return null
  if (second === 'live') return isName(third) ? { kind: 'live', site, touchpoint: third } : null
  const kind = deviceTopics.find(kind => kind === third)
  return kind && isName(second) ? { kind, site, device: second } : null
}
