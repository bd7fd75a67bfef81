import type { TouchPlace } from '../../../shared/touch-place.ts'

/** How far the tablet's clock may be off and still be trusted. */
const mostSkewMs = 5000
let skewMs: number | null = null

/** As long as nothing else is known, a tablet's clock is right. */
export const isClockTrusted = () => skewMs === null || Math.abs(skewMs) <= mostSkewMs

/** Asks the gateway; where it cannot be reached, what it last said holds. */
export async function findPlace(touchpoint: string): Promise<TouchPlace> {
  const remembered = `loyalty-touch/${touchpoint}`
  try {
    const answer = await fetch(`api/touch?touchpoint=${encodeURIComponent(touchpoint)}`)
    if (!answer.ok) throw new Error((await answer.json()).error)
    const place = (await answer.json()) as TouchPlace
    compareClocks(answer)
    localStorage.setItem(remembered, JSON.stringify(place))
    return place
  } catch (failure) {
    const known = localStorage.getItem(remembered)
    if (known === null) throw failure
    return JSON.parse(known) as TouchPlace
  }
}

/** Resolves when the gateway has stored the events. */
export async function deliver({ site, device }: TouchPlace, events: string[]): Promise<void> {
  const answer = await fetch(`api/tell/${site}/${device}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"events":[${events.join(',')}]}`,
  })
  compareClocks(answer)
  if (!answer.ok) throw new Error(`expected the gateway to store, found ${answer.status}`)
}

function compareClocks(answer: Response) {
  const told = Date.parse(answer.headers.get('date') ?? '')
  if (!Number.isNaN(told)) skewMs = Date.now() - told
}
