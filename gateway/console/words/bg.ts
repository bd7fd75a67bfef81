import frame from './bg/frame.json'
import live from './bg/live.json'

export const bg = { frame, live }
