import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'

/** No two counters are alike: what a profile says about people is meant more or less. */
export function vary(profile: Profile, random: Random): Profile {
  const moreOrLess = (value: number) => value * Math.exp(random.normal(0, 0.3))
  const [middle, spread] = profile.staySeconds
  return {
    ...profile,
    customersPerHour: moreOrLess(profile.customersPerHour),
    staySeconds: [moreOrLess(middle), spread],
    passersPerHour: moreOrLess(profile.passersPerHour),
    browsersPerHour: moreOrLess(profile.browsersPerHour),
    companionShare: moreOrLess(profile.companionShare),
    shiftsPerMinute: moreOrLess(profile.shiftsPerMinute),
    gapsPerMinute: moreOrLess(profile.gapsPerMinute),
    handsPerMinute: moreOrLess(profile.handsPerMinute),
  }
}
