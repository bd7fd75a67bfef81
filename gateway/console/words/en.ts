import access from './en/access.json'
import entry from './en/entry.json'
import frame from './en/frame.json'
import live from './en/live.json'
import signIn from './en/sign-in.json'
import trends from './en/trends.json'
import trust from './en/trust.json'

export const en = { access, entry, frame, live, 'sign-in': signIn, trends, trust }
