import type { Database } from './database.ts'

/** Somebody who stands beside a counter and taps at each customer; times in epoch ms. */
export interface Headcount {
  id: number
  site: string
  touchpoint: string
  from: number
  to: number
  by: string
}

export interface Headcounts {
  begin(headcount: Omit<Headcount, 'id'>): Headcount
  /** A tap is named by its time: to tell it twice does no harm. */
  tap(id: number, at: number): void
  end(id: number, at: number): void
  find(id: number): Headcount | null
  taps(id: number): number[]
  /** The newest first. */
  of(site: string, touchpoint: string, limit: number): Headcount[]
}

export function openHeadcounts({ sqlite }: Database): Headcounts {
  const columns = `select id, site, touchpoint, begun_at as "from",
    min(ends_at, coalesce(ended_at, ends_at)) as "to", begun_by as "by"
    from headcounts left join headcount_ends on headcount = id`
  const insert = sqlite.prepare(
    'insert into headcounts (site, touchpoint, begun_at, ends_at, begun_by) values (?, ?, ?, ?, ?)',
  )
  const insertTap = sqlite.prepare('insert or ignore into headcount_taps values (?, ?)')
  const insertEnd = sqlite.prepare('insert or ignore into headcount_ends values (?, ?)')
  const select = sqlite.prepare<[number], Headcount>(`${columns} where id = ?`)
  const selectOf = sqlite.prepare<[string, string, number], Headcount>(
    `${columns} where site = ? and touchpoint = ? order by id desc limit ?`,
  )
  const selectTaps = sqlite.prepare<[number], { at: number }>(
    'select at from headcount_taps where headcount = ? order by at',
  )
  return {
    begin(headcount) {
      const { site, touchpoint, from, to, by } = headcount
      const { lastInsertRowid } = insert.run(site, touchpoint, from, to, by)
      return { id: Number(lastInsertRowid), ...headcount }
    },
    tap: (id, at) => void insertTap.run(id, at),
    end: (id, at) => void insertEnd.run(id, at),
    find: id => select.get(id) ?? null,
    taps: id => selectTaps.all(id).map(({ at }) => at),
    of: (site, touchpoint, limit) => selectOf.all(site, touchpoint, limit),
  }
}
