import { Alert, Finding, type Step } from '../../shared/alerts.ts'
import type { Database } from './database.ts'

/** Alerts, and what was done about each. */
export interface Alerts {
  raise(finding: Finding, at: number): number
  add(alert: number, step: Step): void
  find(id: number): Alert | null
  /** Those that nobody closed. */
  open(): Alert[]
  /** The newest first. */
  newest(limit: number, closedToo: boolean): Alert[]
  /** Steps in their order, each with the alert as it stands now. */
  stepsAfter(step: number, limit: number): { step: number; what: Step['what']; alert: Alert }[]
  lastStep(): number
  note(name: string): string | null
  writeNote(name: string, value: string): void
}

interface StepRow extends Step {
  id: number
  alert: number
}

export function openAlerts({ sqlite }: Database): Alerts {
  const insert = sqlite.prepare<[string], { id: number }>(
    'insert into alerts (finding) values (?) returning id',
  )
  const insertStep = sqlite.prepare(
    'insert into alert_steps (alert, what, at, entered_by, comment) values (?, ?, ?, ?, ?)',
  )
  const select = sqlite.prepare<[number], { finding: string }>(
    'select finding from alerts where id = ?',
  )
  const selectNewest = sqlite.prepare<[number, number], { id: number }>(
    `select id from alerts where ? or not exists
       (select 1 from alert_steps where alert = alerts.id and what = 'closed')
     order by id desc limit ?`,
  )
  const columns = 'select id, alert, what, at, entered_by as "by", comment from alert_steps'
  const selectSteps = sqlite.prepare<[number], StepRow>(`${columns} where alert = ? order by id`)
  const selectAfter = sqlite.prepare<[number, number], StepRow>(
    `${columns} where id > ? order by id limit ?`,
  )
  const selectLast = sqlite.prepare<[], { id: number | null }>(
    'select max(id) as id from alert_steps',
  )
  const selectNote = sqlite.prepare<[string], { value: string }>(
    'select value from alert_notes where name = ?',
  )
  const putNote = sqlite.prepare('insert or replace into alert_notes values (?, ?)')

  function find(id: number): Alert | null {
    const row = select.get(id)
    if (!row) return null
    const steps = selectSteps.all(id)
    const isDone = (what: Step['what']) => steps.some(step => step.what === what)
    const state = isDone('closed') ? 'closed' : isDone('acknowledged') ? 'acknowledged' : 'raised'
    return Alert.parse({ ...Finding.parse(JSON.parse(row.finding)), id, state, steps })
  }

  function add(alert: number, { what, at, by, comment }: Step) {
    insertStep.run(alert, what, at, by, comment)
  }

  return {
    raise(finding, at) {
      const id = insert.get(JSON.stringify(finding))?.id
      if (id === undefined) throw new Error('expected the id of the new alert, found none')
      add(id, { what: 'raised', at, by: 'gateway', comment: '' })
      return id
    },
    add,
    find,
    open: () => selectNewest.all(0, -1).flatMap(({ id }) => find(id) ?? []),
    newest: (limit, closedToo) =>
      selectNewest.all(closedToo ? 1 : 0, limit).flatMap(({ id }) => find(id) ?? []),
    stepsAfter: (step, limit) =>
      selectAfter.all(step, limit).flatMap(({ id, alert, what }) => {
        const found = find(alert)
        return found ? [{ step: id, what, alert: found }] : []
      }),
    lastStep: () => selectLast.get()?.id ?? 0,
    note: name => selectNote.get(name)?.value ?? null,
    writeNote(name, value) {
      putNote.run(name, value)
    },
  }
}
