import type { SeqRanges } from '../counting/seq-ranges.ts'
import type { Database } from './database.ts'

/** One start of one device, and what arrived of it. */
export interface Boot {
  id: number
  device: number
  boot: string
  received: SeqRanges
  /** When the first of its events arrived, epoch ms. */
  since: number
  /** `up` of its last event. */
  lastUp: number
  /** Where its start and its end lie by the promptest arrivals and the clocks that can be trusted. */
  start: number
  end: number
  /** When it connected first, by the gateway's clock; null when nobody saw that. */
  connected: number | null
  /** How many of its events have a clock that can be trusted, and how many have not. */
  clocked: number
  unclocked: number
  /** How many of its events were removed when they were old. */
  removed: number
}

interface NamedBoot {
  site: string
  device: string
  boot: string
  received: SeqRanges
  removed: number
}

export interface Boots {
  /** Finds a boot, and enters it when it is new. */
  enter(device: number, boot: string): Boot
  find(id: number): Boot | undefined
  get(id: number): Boot
  of(device: number): Boot[]
  /** To be called when what is known of a boot changed. */
  save(boot: Boot): void
  all(): NamedBoot[]
  /** To be called when a transaction failed. */
  forget(): void
}

type Row = Omit<Boot, 'received'> & { received: string }

const readRow = (row: Row): Boot => ({ ...row, received: JSON.parse(row.received) as SeqRanges })

export function openBoots({ sqlite }: Database): Boots {
  const columns = `select id, device, boot, received, since, last_up as lastUp, start_at as start,
    end_at as "end", connected, clocked, unclocked, removed
    from boots`
  const select = sqlite.prepare<[number, string], Row>(`${columns} where device = ? and boot = ?`)
  const selectId = sqlite.prepare<[number], Row>(`${columns} where id = ?`)
  const selectOf = sqlite.prepare<[number], Row>(`${columns} where device = ?`)
  const insert = sqlite.prepare(
    `insert into boots (device, boot, received, since, last_up, start_at, end_at, clocked, unclocked,
       removed)
     values (?, ?, '[]', ?, 0, ?, 0, 0, 0, 0)`,
  )
  const update = sqlite.prepare(
    `update boots set received = ?, since = ?, last_up = ?, start_at = ?, end_at = ?, connected = ?, clocked = ?,
       unclocked = ?, removed = ?
     where id = ?`,
  )
  const selectAll = sqlite.prepare<[], Omit<NamedBoot, 'received'> & { received: string }>(
    `select site, devices.device, boot, received, removed
     from boots join devices on devices.id = boots.device order by boots.id`,
  )
  const byName = new Map<number, Map<string, Boot>>()
  const byId = new Map<number, Boot>()

  function remember(boot: Boot): Boot {
    const known = byId.get(boot.id)
    if (known) return known
    const ofDevice = byName.get(boot.device) ?? new Map<string, Boot>()
    byName.set(boot.device, ofDevice.set(boot.boot, boot))
    byId.set(boot.id, boot)
    return boot
  }

  function find(id: number): Boot | undefined {
    const known = byId.get(id)
    if (known) return known
    const row = selectId.get(id)
    return row && remember(readRow(row))
  }

  function create(device: number, boot: string): Boot {
    const never = Number.MAX_SAFE_INTEGER
    const id = Number(insert.run(device, boot, never, never).lastInsertRowid)
    const times = { since: never, lastUp: 0, start: never, end: 0, connected: null }
    return { id, device, boot, received: [], ...times, clocked: 0, unclocked: 0, removed: 0 }
  }

  return {
    enter(device, boot) {
      const known = byName.get(device)?.get(boot)
      if (known) return known
      const row = select.get(device, boot)
      return remember(row ? readRow(row) : create(device, boot))
    },
    find,
    get(id) {
      const found = find(id)
      if (!found) throw new Error(`expected boot ${id} to be entered`)
      return found
    },
    of: device => selectOf.all(device).map(row => remember(readRow(row))),
    save({ id, received, since, lastUp, start, end, connected, clocked, unclocked, removed }) {
      const ranges = JSON.stringify(received)
      update.run(ranges, since, lastUp, start, end, connected, clocked, unclocked, removed, id)
    },
    all: () =>
      selectAll.all().map(row => ({ ...row, received: JSON.parse(row.received) as SeqRanges })),
    forget() {
      byName.clear()
      byId.clear()
    },
  }
}
