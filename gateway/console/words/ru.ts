import frame from './ru/frame.json'
import live from './ru/live.json'
import trends from './ru/trends.json'
import trust from './ru/trust.json'

export const ru = { frame, live, trends, trust }
