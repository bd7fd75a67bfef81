import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'
import type { Span } from './body.ts'
import { momentsOf } from './moments.ts'

/** A spell of sun on the sensor: echoes must be `glare` times as strong to be told from it. */
export interface SunnySpell extends Span {
  glare: number
}

export function shine(profile: Profile, durationMs: number, random: Random): SunnySpell[] {
  return [...momentsOf(profile.sunnySpellsPerHour, durationMs, random)].map(from => ({
    from,
    to: from + random.between(45, 300) * 1000,
    glare: Math.exp(random.between(Math.log(40), Math.log(160))),
  }))
}

/** How the light is at a moment: 1 is no sun at all. Spells come in the order of `from`. */
export function glareAt(spells: SunnySpell[], t: number): number {
  let glare = 1
  for (const spell of spells) {
    if (spell.from > t) break
    if (t < spell.to) glare = spell.glare
  }
  return glare
}
