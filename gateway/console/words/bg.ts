import frame from './bg/frame.json'
import live from './bg/live.json'
import trends from './bg/trends.json'
import trust from './bg/trust.json'

export const bg = { frame, live, trends, trust }
