/** What a clock at the site shows, as 2026-03-02T14:00. */
export function clockOf(at: number, timeZone: string): string {
  return shown(at, timeZone).slice(0, 16)
}

/** The moment at which a clock at the site shows this. */
export function momentOf(clock: string, timeZone: string): number {
  const asUtc = Date.parse(`${clock}Z`)
  const ahead = (at: number) => Date.parse(`${shown(at, timeZone)}Z`) - at
  // Near a change of the clock the first guess may have the other offset.
  return asUtc - ahead(asUtc - ahead(asUtc))
}

function shown(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return format.format(at).replace(' ', 'T')
}
