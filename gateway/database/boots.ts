import type { SeqRanges } from '../counting/seq-ranges.ts'
import type { Database } from './database.ts'

/** One start of one device, and what arrived of it. */
export interface Boot {
  id: number
  device: number
  received: SeqRanges
  /** Wall clock of the start, as far as arrivals tell; epoch ms. */
  startAt: number
  /** How many of its events count from that start, because their own clock is not trusted. */
  distrusted: number
}

export interface Boots {
  /** Finds a boot, and enters it when it is new. */
  enter(device: number, boot: string, startAt: number): Boot
  save(boot: Boot): void
  all(): { site: string; device: string; boot: string; received: SeqRanges }[]
  /** To be called when a transaction failed. */
  forget(): void
}

type Row = Omit<Boot, 'received' | 'device'> & { received: string }

const readRanges = (json: string) => JSON.parse(json) as SeqRanges

export function openBoots({ sqlite }: Database): Boots {
  const select = sqlite.prepare<[number, string], Row>(
    `select id, received, start_at as startAt, distrusted from boots
     where device = ? and boot = ?`,
  )
  const insert = sqlite.prepare(
    "insert into boots (device, boot, received, start_at, distrusted) values (?, ?, '[]', ?, 0)",
  )
  const update = sqlite.prepare(
    'update boots set received = ?, start_at = ?, distrusted = ? where id = ?',
  )
  const selectAll = sqlite.prepare<
    [],
    { site: string; device: string; boot: string; received: string }
  >(
    `select site, devices.device, boot, received
     from boots join devices on devices.id = boots.device order by boots.id`,
  )
  let known = new Map<string, Boot>()

  function create(device: number, boot: string, startAt: number): Boot {
    const id = Number(insert.run(device, boot, startAt).lastInsertRowid)
    return { id, device, received: [], startAt, distrusted: 0 }
  }

  return {
    enter(device, boot, startAt) {
      const name = `${device}/${boot}`
      const found = known.get(name)
      if (found) return found
      const row = select.get(device, boot)
      const entered = row
        ? { ...row, device, received: readRanges(row.received) }
        : create(device, boot, startAt)
      known.set(name, entered)
      return entered
    },
    save({ id, received, startAt, distrusted }) {
      update.run(JSON.stringify(received), startAt, distrusted, id)
    },
    all: () => selectAll.all().map(row => ({ ...row, received: readRanges(row.received) })),
    forget() {
      known = new Map()
    },
  }
}
