import frame from './ru/frame.json'
import live from './ru/live.json'

export const ru = { frame, live }
