import access from './bg/access.json'
import entry from './bg/entry.json'
import frame from './bg/frame.json'
import live from './bg/live.json'
import signIn from './bg/sign-in.json'
import trends from './bg/trends.json'
import trust from './bg/trust.json'

export const bg = { access, entry, frame, live, 'sign-in': signIn, trends, trust }
