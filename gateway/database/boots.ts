import { type BootRecord, newBootRecord } from '../counting/boot-record.ts'
import type { SeqRanges } from '../counting/seq-ranges.ts'
import type { Database } from './database.ts'

/** One start of one device, and what arrived of it. */
export interface Boot extends BootRecord {
  id: number
  device: number
  boot: string
  /** How many of its events were removed when they were old. */
  removed: number
}

/** The same by name. */
export interface NamedBoot extends Omit<Boot, 'id' | 'device'> {
  site: string
  device: string
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

type RowOf<Known extends BootRecord> = Omit<Known, 'received'> & { received: string }
type Row = RowOf<Boot>

const readRow = <Known extends BootRecord>(row: RowOf<Known>) =>
  ({ ...row, received: JSON.parse(row.received) as SeqRanges }) as Known

export function openBoots({ sqlite }: Database): Boots {
  const record = `boot, received, since, last_up as lastUp, start_at as start, end_at as "end",
    connected, clocked, unclocked, removed`
  const columns = `select id, device, ${record} from boots`
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
  const selectAll = sqlite.prepare<[], RowOf<NamedBoot>>(
    `select site, devices.device, ${record}
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
    const record = newBootRecord()
    const id = Number(insert.run(device, boot, record.since, record.start).lastInsertRowid)
    return { id, device, boot, ...record, removed: 0 }
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
    all: () => selectAll.all().map(row => readRow<NamedBoot>(row)),
    forget() {
      byName.clear()
      byId.clear()
    },
  }
}
