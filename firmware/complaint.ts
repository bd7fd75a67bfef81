import type { RangefinderHealth } from '../shared/events.ts'

/** What readings tell of their laser; one that is silent is missed by its driver. */
const complaints: Partial<Record<RangefinderHealth, string>> = {
  stuck: 'repeats one reading: does it hang?',
  blind: 'sees nothing, or only what covers it: is its window free?',
}

/** Says what is wrong with a laser that answers, once, and once that it is right again. */
export function openComplaint(say: (text: string) => void): (health: RangefinderHealth) => void {
  let said: string | undefined
  return health => {
    const complaint = complaints[health]
    if (complaint !== said && complaint !== undefined) say(`laser: ${complaint}`)
    if (said !== undefined && health === 'ok') say('laser: sees again')
    if (complaint !== undefined || health === 'ok') said = complaint
  }
}
