import { coverage } from './coverage.ts'
import { devices } from './devices.ts'
import { eventSearch } from './event-search.ts'
import { events, losses as lossTable, tallies } from './exports.ts'
import { healthz, metrics } from './health.ts'
import { indices } from './indices.ts'
import { live } from './live.ts'
import { losses } from './losses.ts'
import type { Route } from './route.ts'
import { setAside } from './set-aside.ts'
import { touchpoints } from './touchpoints.ts'
import { weekHours } from './week-hours.ts'
import { whatIf } from './what-if.ts'

/** Every address of the HTTP side, except the console's own files and /openapi.json. */
export const routes: Route[] = [
  touchpoints,
  indices,
  weekHours,
  live,
  devices,
  coverage,
  setAside,
  losses,
  eventSearch,
  whatIf,
  events,
  tallies,
  lossTable,
  healthz,
  metrics,
]
