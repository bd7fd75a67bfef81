import { acknowledgeAlert, alerts, closeAlert, commentAlert } from './alerts.ts'
import { audit } from './audit.ts'
import { compare } from './compare.ts'
import { coverage } from './coverage.ts'
import { csi } from './csi.ts'
import { deviceHistory } from './device-history.ts'
import { devices } from './devices.ts'
import { disagreements } from './disagreements.ts'
import { doubts } from './doubts.ts'
import { erase } from './erase.ts'
import { eventSearch } from './event-search.ts'
import { sales } from './export-sales.ts'
import { events, figures, losses as lossTable, tallies } from './exports.ts'
import { beginHeadcount, endHeadcount, headcounts, tapHeadcount } from './headcounts.ts'
import { healthz, metrics } from './health.ts'
import { indices } from './indices.ts'
import { live } from './live.ts'
import { firstPassword, login, logout, me, ownPassword } from './login.ts'
import { losses } from './losses.ts'
import { enterManual, manual } from './manual.ts'
import { issueCredentials, openPairing, pair, pairedDevices, revokeDevice } from './pairing.ts'
import { people, putPerson, removePerson } from './people.ts'
import { ranking } from './ranking.ts'
import { identify, look, restart } from './remotes.ts'
import type { Route } from './route.ts'
import { sell } from './served.ts'
import { setAside } from './set-aside.ts'
import { enterSites, settings } from './settings.ts'
import { takeTillFile, tillFiles } from './till-files.ts'
import { addToken, removeToken, tokens } from './tokens.ts'
import { tell, touch } from './touch.ts'
import { touchpoints } from './touchpoints.ts'
import { weekHours } from './week-hours.ts'
import { whatIf } from './what-if.ts'

/** Every address of the HTTP side, except the console's own files and /openapi.json. */
export const routes: Route[] = [
  touchpoints,
  indices,
  compare,
  ranking,
  csi,
  alerts,
  acknowledgeAlert,
  commentAlert,
  closeAlert,
  weekHours,
  live,
  devices,
  coverage,
  setAside,
  losses,
  doubts,
  eventSearch,
  whatIf,
  sell,
  disagreements,
  takeTillFile,
  tillFiles,
  enterManual,
  manual,
  events,
  sales,
  tallies,
  lossTable,
  figures,
  headcounts,
  beginHeadcount,
  tapHeadcount,
  endHeadcount,
  touch,
  tell,
  me,
  login,
  logout,
  firstPassword,
  ownPassword,
  people,
  putPerson,
  removePerson,
  tokens,
  addToken,
  removeToken,
  pairedDevices,
  openPairing,
  issueCredentials,
  revokeDevice,
  pair,
  audit,
  erase,
  healthz,
  metrics,
  deviceHistory,
  identify,
  restart,
  look,
  settings,
  enterSites,
]
