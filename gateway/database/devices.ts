import type { Database } from './database.ts'

export interface Device {
  id: number
  site: string
  device: string
}

/** The devices that ever told something. */
export interface Devices {
  /** Finds a device, and enters it when it is new. */
  enter(site: string, device: string): Device
  get(id: number): Device
  all(): Device[]
  count(): number
  /** To be called when a transaction failed. */
  forget(): void
}

export function openDevices({ sqlite }: Database): Devices {
  const select = sqlite.prepare<[], Device>('select id, site, device from devices order by id')
  const insert = sqlite.prepare('insert into devices (site, device) values (?, ?)')
  /** By site and name: to put them together takes longer than to find them. */
  let byName = new Map<string, Map<string, Device>>()
  let byId = new Map<number, Device>()

  function remember(device: Device): Device {
    const ofSite = byName.get(device.site) ?? new Map<string, Device>()
    byName.set(device.site, ofSite.set(device.device, device))
    byId.set(device.id, device)
    return device
  }

  function load() {
    const devices = select.all()
    byName = new Map()
    byId = new Map()
    for (const device of devices) remember(device)
  }
  load()

  return {
    enter(site, device) {
      const found = byName.get(site)?.get(device)
      if (found) return found
      const id = Number(insert.run(site, device).lastInsertRowid)
      return remember({ id, site, device })
    },
    get(id) {
      const device = byId.get(id)
      if (!device) throw new Error(`expected device ${id} to be entered`)
      return device
    },
    all: () => [...byId.values()],
    count: () => byId.size,
    forget: load,
  }
}
