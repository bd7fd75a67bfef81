import access from './ru/access.json'
import devices from './ru/devices.json'
import entry from './ru/entry.json'
import frame from './ru/frame.json'
import live from './ru/live.json'
import refused from './ru/refused.json'
import settings from './ru/settings.json'
import signIn from './ru/sign-in.json'
import start from './ru/start.json'
import trends from './ru/trends.json'
import trust from './ru/trust.json'

export const ru = {
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
