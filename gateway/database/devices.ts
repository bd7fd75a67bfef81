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
  let byName = new Map<string, Device>()
  let byId = new Map<number, Device>()

  function load() {
    const devices = select.all()
    byName = new Map(devices.map(device => [`${device.site}/${device.device}`, device]))
    byId = new Map(devices.map(device => [device.id, device]))
  }
  load()

  return {
    enter(site, device) {
      const name = `${site}/${device}`
      const found = byName.get(name)
      if (found) return found
      const id = Number(insert.run(site, device).lastInsertRowid)
      const entered = { id, site, device }
      byName.set(name, entered)
      byId.set(id, entered)
      return entered
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
