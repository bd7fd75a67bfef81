import access from './en/access.json'
import devices from './en/devices.json'
import entry from './en/entry.json'
import frame from './en/frame.json'
import live from './en/live.json'
import refused from './en/refused.json'
import settings from './en/settings.json'
import signIn from './en/sign-in.json'
import start from './en/start.json'
import trends from './en/trends.json'
import trust from './en/trust.json'

export const en = {
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
