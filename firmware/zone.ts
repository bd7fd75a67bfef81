import { isBackground, type Places } from './places.ts'
import { isSuspect, type Suspect } from './plateau.ts'

/** Where customers stand, if an installer says so. */
export interface Zone {
  nearMm: number
  farMm: number
}

/** Who stands at the edge of the zone may sway across it. */
const edgeMm = 150

export const isNear = (oneMm: number, otherMm: number): boolean =>
  Math.abs(oneMm - otherMm) <= edgeMm

/** Whether a reading is of somebody in the zone; `standingMm` is where somebody is known to be. */
export function isInZone(
  { places, zone, suspect }: { places: Places; zone: Zone | null; suspect: Suspect | null },
  standingMm: number | null,
  isCustomer: boolean,
  mm: number,
): boolean {
  if (isBackground(places, mm, isCustomer)) return false
  const isTheirs = standingMm !== null && suspect !== null && isNear(standingMm, suspect.mm)
  if (suspect && !isTheirs && isSuspect(suspect, mm)) return false
  const farMm = zone?.farMm ?? places.farMm
  return mm <= farMm || (standingMm !== null && mm <= farMm + edgeMm && isNear(mm, standingMm))
}
