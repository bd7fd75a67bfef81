import access from './bg/access.json'
import devices from './bg/devices.json'
import entry from './bg/entry.json'
import frame from './bg/frame.json'
import live from './bg/live.json'
import refused from './bg/refused.json'
import settings from './bg/settings.json'
import signIn from './bg/sign-in.json'
import start from './bg/start.json'
import trends from './bg/trends.json'
import trust from './bg/trust.json'

export const bg = {
  access,
  start,
  settings,
  devices,
  entry,
  frame,
  refused,
  live,
  'sign-in': signIn,
  trends,
  trust,
}
