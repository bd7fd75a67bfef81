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
export async function deliver(place: TouchPlace, events: string[]): Promise<void> {
  const answer = await tell(place, events)
  compareClocks(answer)
  if (!answer.ok) throw new Error(`expected the gateway to store, found ${answer.status}`)
}

/** Whether the gateway lets this tablet tell; one that cannot be reached may do so later. */
export async function isLetIn(place: TouchPlace): Promise<boolean> {
  const answer = await tell(place, []).catch(() => null)
  return answer?.status !== 401
}

/** Exchanges a pairing code for the credentials of this tablet; false when it is not one for it. */
export async function pair(place: TouchPlace, code: string): Promise<boolean> {
  const answer = await post('api/pairing', JSON.stringify({ code: code.trim() }))
  if (!answer.ok) return false
  const { username, password } = (await answer.json()) as { username: string; password: string }
  if (username !== nameOf(place)) return false
  localStorage.setItem(keyOf(place), btoa(`${username}:${password}`))
  return true
}

const nameOf = ({ site, device }: TouchPlace) => `${site}/${device}`

/** Where the credentials are kept. */
const keyOf = (place: TouchPlace) => `loyalty-touch/${nameOf(place)}/key`

function tell(place: TouchPlace, events: string[]): Promise<Response> {
  const key = localStorage.getItem(keyOf(place))
  const body = `{"events":[${events.join(',')}]}`
  return post(
    `api/tell/${nameOf(place)}`,
    body,
    key === null ? {} : { authorization: `Basic ${key}` },
  )
}

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })

function compareClocks(answer: Response) {
  const told = Date.parse(answer.headers.get('date') ?? '')
  if (!Number.isNaN(told)) skewMs = Date.now() - told
}
