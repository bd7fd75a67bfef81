import type { Command, DeviceConfig, Look } from '../shared/commands.ts'
import { topics } from '../shared/topics.ts'
import type { Books } from './books.ts'
import type { Broker } from './broker.ts'
import type { Looks } from './looks.ts'
import { Refusal } from './refusal.ts'

/** What a gateway asks of its remotes. */
export interface Remotes {
  /** Throws when the remote is not there to hear it. */
  ask(site: string, device: string, what: Command['do']): void
  /** What its laser saw in the last minute. */
  look(site: string, device: string): Promise<Look>
}

/** Settings may hold from a later quarter-hour on. */
const configureMs = 60_000

export function startRemotes(
  { devices, healths, touchpoints, settings }: Books,
  broker: Pick<Broker, 'keep' | 'send'>,
  looks: Looks,
  now: () => number,
): Remotes & { close(): void } {
  const configs = new Map<string, string>()

  /** Tells each remote its part of the settings that hold now, if that is not what it was told. */
  function configure() {
    const wanted = new Map(
      touchpoints
        .sitesAt(now())
        .flatMap(site =>
          site.devices.map(({ id, zone }) => [topics.config(site.id, id), textOf({ zone })]),
        ),
    )
    for (const topic of new Set([...wanted.keys(), ...configs.keys()])) {
      const text = wanted.get(topic) ?? textOf({ zone: null })
      if (configs.get(topic) !== text) broker.keep(topic, text)
      configs.set(topic, text)
    }
  }

  function ask(site: string, device: string, what: Command['do']) {
    const known = devices.all().find(one => one.site === site && one.device === device)
    if (!known || !healths.of(known, now()).alive) throw absent(site, device)
    broker.send(topics.command(site, device), JSON.stringify({ do: what } satisfies Command))
  }

  configure()
  settings.onEntered(configure)
  const timer = setInterval(configure, configureMs)
  return {
    ask,
    look(site, device) {
      ask(site, device, 'look')
      return looks.next(site, device)
    },
    close: () => clearInterval(timer),
  }
}

/** Where no broker runs nobody is there. */
export const noRemotes: Remotes = {
  ask(site, device) {
    throw absent(site, device)
  },
  look: (site, device) => Promise.reject(absent(site, device)),
}

const absent = (site: string, device: string) =>
  new Refusal(409, `expected ${site}/${device} to be connected, found it is not`, 'not-connected', {
    name: device,
  })

const textOf = (config: DeviceConfig) => JSON.stringify(config)
