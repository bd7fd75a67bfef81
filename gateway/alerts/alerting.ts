import { setImmediate } from 'node:timers/promises'
import type { Alert, Finding, Step } from '../../shared/alerts.ts'
import { parseJson } from '../../shared/parsing.ts'
import type { Books } from '../books.ts'
import { Refusal } from '../refusal.ts'
import { type MountedAt, pointId } from '../touchpoints.ts'
import { changeFinding, Watch, watches } from './change-findings.ts'
import { deviceFindings } from './device-findings.ts'
import { nameOf, openLasting } from './lasting.ts'
import { watchTills } from './till-findings.ts'

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

export function startAlerting(
  books: Pick<Books, 'alerts' | 'report' | 'settings' | 'inTransaction'>,
  falsePerMonth: number,
  now: () => number,
  say: (text: string) => void = () => {},
): Alerting {
  const { alerts, report, settings, inTransaction } = books
  const lasting = openLasting()
  const listeners: ((alert: Alert) => void)[] = []
  const tillsOf = watchTills(report)
  /** Somebody closed these while they are wrong: they are raised again when they were right once. */
  const leftAlone = new Set<string>()
  let isClosed = false

  function tell(ids: number[]) {
    for (const id of ids) {
      const alert = alerts.find(id)
      if (alert) for (const listen of listeners) listen(alert)
    }
  }

  /** One touchpoint at a time: meanwhile presses are acknowledged. */
  function* checking(): Generator<void> {
    const at = now()
    const points = report.touchpoints()
    const found: Finding[] = []
    for (const point of points) {
      found.push(...deviceFindings(point, report.healthsOf(point), at), ...tillsOf(point, at))
      yield
    }
    const { wrong, isRight } = lasting.after(found, at)
    for (const name of leftAlone) if (isRight(name)) leftAlone.delete(name)
    const told = wrong.filter(finding => !leftAlone.has(nameOf(finding)))
    tell(inTransaction(() => [...raiseNew(told, at), ...endOver(isRight, at)]))
    for (const point of points) {
      // Hours that are counted alike are compared; those that are over meanwhile are weighed later.
      if (settings.isCounted()) weigh(point, at)
      yield
    }
  }

  function weigh(point: MountedAt, at: number) {
    const weighed = watches.flatMap(watch => {
      const name = `${watch.kind} ${pointId(point)}`
      const noted = parseJson(alerts.note(name) ?? '', Watch)
      const before = noted.ok ? noted.value : null
      const { after, finding } = changeFinding(report, point, watch, before, falsePerMonth, at)
      return after.until === before?.until ? [] : [{ name, after, finding }]
    })
    if (weighed.length === 0) return
    tell(
      // A watch goes on together with its alert: neither is lost nor told twice.
      inTransaction(() => {
        for (const { name, after } of weighed) alerts.writeNote(name, JSON.stringify(after))
        return raiseNew(
          weighed.flatMap(({ finding }) => finding ?? []),
          at,
        )
      }),
    )
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

  let isChecking = false
  let trouble = ''
  async function checkInSlices() {
    if (isChecking) return
    isChecking = true
    try {
      for (const _ of checking()) {
        await setImmediate()
        if (isClosed) return
      }
      trouble = ''
    } catch (failure) {
      // A full disk: what is wrong now is found the next time, and presses must be taken meanwhile.
      const { message } = failure instanceof Error ? failure : new Error(String(failure))
      if (message !== trouble) say(`could not look for alerts: ${message}`)
      trouble = message
    } finally {
      isChecking = false
    }
  }

  const timer = setInterval(() => void checkInSlices(), checkMs)
  return {
    check() {
      for (const _ of checking());
    },
    take(id, step) {
      const alert = alerts.find(id)
      if (!alert) throw new Refusal(404, `id: expected an alert that exists, found ${id}`, 'gone')
      if (alert.state === 'closed') {
        throw new Refusal(409, `expected an alert that is open, found ${id} closed`, 'alert-closed')
      }
      if (step.what !== 'acknowledged' || alert.state === 'raised') {
        inTransaction(() => alerts.add(id, step))
        if (step.what === 'closed') leftAlone.add(nameOf(alert))
        tell([id])
      }
      return alerts.find(id) ?? alert
    },
    onChange(listen) {
      listeners.push(listen)
    },
    close() {
      isClosed = true
      clearInterval(timer)
    },
  }
}
