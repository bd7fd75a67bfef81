import access from './ru/access.json'
import entry from './ru/entry.json'
import frame from './ru/frame.json'
import live from './ru/live.json'
import signIn from './ru/sign-in.json'
import trends from './ru/trends.json'
import trust from './ru/trust.json'

export const ru = { access, entry, frame, live, 'sign-in': signIn, trends, trust }
