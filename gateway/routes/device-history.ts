import { z } from 'zod'
import { DeviceHistories } from '../../shared/device-history.ts'
import type { RangefinderHealth } from '../../shared/events.ts'
import { forecastBattery } from '../battery-forecast.ts'
import type { Health } from '../counting/count.ts'
import { quarterMs, quarterOf } from '../counting/quarter.ts'
import { SpanQuery } from '../span-query.ts'
import { rowsOf } from './long-answer.ts'
import { asked, jsonRoute } from './route.ts'

const mostDays = 100

export const deviceHistory = jsonRoute({
  path: '/api/devices/history',
  summary: 'How remotes were, day by day, and when their batteries will be empty',
  right: 'read',
  query: SpanQuery.extend({ device: z.string().optional().describe('name of a device') }),
  answer: DeviceHistories,
  async read({ device: name, ...query }, source) {
    const { books } = source
    const { standing: report, tallies } = books
    const devices = asked(query, source, mostDays)
      .values()
      .flatMap(({ point, span }) => {
        const mounted = new Set(report.mountings(point, span).map(({ device }) => device))
        return mounted
          .values()
          .filter(({ device }) => name === undefined || device === name)
          .map(({ id, device }) => {
            const days = [...report.cuts(point, span, 'day')].flatMap(({ from, to }) => {
              const time = report.coverage(point, { from, to }).find(one => one.device === device)
              const told = tallies
                .healths(id, quarterOf(from), Math.ceil(to / quarterMs))
                .map(({ health }) => health)
              if (!time || told.length === 0) return []
              const { openMs, aliveMs, watchedMs } = time
              return [{ from, to, openMs, aliveMs, watchedMs, ...summaryOf(told) }]
            })
            const levels = days.flatMap(({ to, battery }) =>
              battery === null ? [] : [{ at: to, level: battery }],
            )
            const { site, touchpoint } = point
            const battery = forecastBattery(levels)
            return { site: site.id, touchpoint: touchpoint.id, device, days, battery }
          })
      })
    return { devices: await rowsOf(devices, books) }
  },
})

/** What a device told of itself in the quarter-hours of a day. */
function summaryOf(told: Health[]) {
  const rangefinder: Partial<Record<RangefinderHealth, number>> = {}
  for (const { rangefinder: state } of told) rangefinder[state] = (rangefinder[state] ?? 0) + 1
  return {
    rangefinder,
    waiting: Math.max(...told.map(({ waiting }) => waiting)),
    battery: told.at(-1)?.battery ?? null,
  }
}
