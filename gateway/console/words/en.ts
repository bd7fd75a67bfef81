import frame from './en/frame.json'
import live from './en/live.json'
import trends from './en/trends.json'
import trust from './en/trust.json'

export const en = { frame, live, trends, trust }
