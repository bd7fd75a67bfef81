import type { Alert, Finding, Step } from '../../shared/alerts.ts'
import { parseJson } from '../../shared/parsing.ts'
import type { Books } from '../books.ts'
import { Refusal } from '../refusal.ts'
import { type MountedAt, pointId } from '../touchpoints.ts'
import { changeFinding, Watch, watches } from './change-findings.ts'
import { deviceFindings } from './device-findings.ts'
import { nameOf, openLasting } from './lasting.ts'
import { tillFindings } from './till-findings.ts'

/** Raises alerts, and keeps what is done about them. */
export interface Alerting {
  /** Looks whether anything is wrong. */
  check(): void
  /** Notes what somebody did about an alert. */
  take(id: number, step: Step): Alert
  /** Calls back after each change, when it is durable. */
  onChange(listen: (alert: Alert) => void): void
  close(): void
}

const checkMs = 30_000
const hourMs = 3_600_000

export function startAlerting(
  books: Pick<Books, 'alerts' | 'report' | 'inTransaction'>,
  falsePerMonth: number,
  now: () => number,
): Alerting {
  const { alerts, report, inTransaction } = books
  const lasting = openLasting()
  const listeners: ((alert: Alert) => void)[] = []
  let tillsLookedAt = Number.NEGATIVE_INFINITY
  let apart: Finding[] = []

  function tell(ids: number[]) {
    for (const id of ids) {
      const alert = alerts.find(id)
      if (alert) for (const listen of listeners) listen(alert)
    }
  }

  function check() {
    const at = now()
    const points = report.touchpoints()
    if (at - tillsLookedAt >= hourMs) {
      apart = points.flatMap(point => tillFindings(report, point, at))
      tillsLookedAt = at
    }
    const found = points.flatMap(point => deviceFindings(point, report.healthsOf(point), at))
    const { wrong, isRight } = lasting.after([...found, ...apart], at)
    const weighed = points.flatMap(point => weighAll(point, at))
    tell(
      // A watch goes on together with its alert: neither is lost nor told twice.
      inTransaction(() => {
        for (const { name, after } of weighed) alerts.writeNote(name, JSON.stringify(after))
        const changes = weighed.flatMap(({ finding }) => finding ?? [])
        return [...raiseNew([...wrong, ...changes], at), ...endOver(isRight, at)]
      }),
    )
  }

  /** The watches of a touchpoint that have gone on. */
  function weighAll(point: MountedAt, at: number) {
    return watches.flatMap(watch => {
      const name = `${watch.kind} ${pointId(point)}`
      const noted = parseJson(alerts.note(name) ?? '', Watch)
      const before = noted.ok ? noted.value : null
      const { after, finding } = changeFinding(report, point, watch, before, falsePerMonth, at)
      return after.until === before?.until ? [] : [{ name, after, finding }]
    })
  }

  /** What is wrong already, and told, is not told again. */
  function raiseNew(findings: Finding[], at: number): number[] {
    const open = new Set(alerts.open().map(nameOf))
    return findings
      .filter(finding => !open.has(nameOf(finding)))
      .map(finding => alerts.raise(finding, at))
  }

  function endOver(isRight: (name: string) => boolean, at: number): number[] {
    const isWatch = (alert: Alert) => watches.some(({ kind }) => kind === alert.kind)
    const over = alerts.open().filter(alert => !isWatch(alert) && isRight(nameOf(alert)))
    for (const { id } of over) {
      alerts.add(id, { what: 'closed', at, by: 'gateway', comment: 'It is over.' })
    }
    return over.map(({ id }) => id)
  }

  const timer = setInterval(check, checkMs)
  return {
    check,
    take(id, step) {
      const alert = alerts.find(id)
      if (!alert) throw new Refusal(404, `id: expected an alert that exists, found ${id}`)
      if (alert.state === 'closed') {
        throw new Refusal(409, `expected an alert that is open, found ${id} closed`)
      }
      if (step.what !== 'acknowledged' || alert.state === 'raised') {
        inTransaction(() => alerts.add(id, step))
        tell([id])
      }
      return alerts.find(id) ?? alert
    },
    onChange(listen) {
      listeners.push(listen)
    },
    close: () => clearInterval(timer),
  }
}
