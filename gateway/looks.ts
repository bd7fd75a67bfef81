import { Look } from '../shared/commands.ts'
import { parseJson } from '../shared/parsing.ts'
import { Refusal } from './refusal.ts'

/** What remotes tell of the last minute before their lasers; it goes to who asked, and is not kept. */
export interface Looks {
  /** The next that a remote tells. */
  next(site: string, device: string): Promise<Look>
  told(site: string, device: string, text: string): void
}

const longestMs = 5000

export function openLooks(): Looks {
  const waiting = new Map<string, ((look: Look) => void)[]>()

  function wait(name: string, hear: (look: Look) => void) {
    waiting.set(name, [...(waiting.get(name) ?? []), hear])
  }

  return {
    next: (site, device) =>
      new Promise((resolve, reject) => {
        const name = `${site}/${device}`
        const timer = setTimeout(() => {
          waiting.delete(name)
          const text = `expected ${name} to tell what its laser sees, heard nothing`
          reject(new Refusal(409, text, 'nothing-heard', { name: device }))
        }, longestMs)
        wait(name, look => {
          clearTimeout(timer)
          resolve(look)
        })
      }),
    told(site, device, text) {
      const look = parseJson(text, Look)
      if (!look.ok) return
      const name = `${site}/${device}`
      for (const hear of waiting.get(name) ?? []) hear(look.value)
      waiting.delete(name)
    },
  }
}
