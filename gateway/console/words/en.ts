import frame from './en/frame.json'
import live from './en/live.json'

export const en = { frame, live }
