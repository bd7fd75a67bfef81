/*
 * fingers ─ page ─ device ─ outbox ─ sender ══ HTTP ══ gateway
 *                          (on the tablet's disk before it thanks)
 */
import { render } from 'preact'
import type { TouchPlace } from '../../../shared/touch-place.ts'
import { bootDevice } from './device.ts'
import { deliver, findPlace, isClockTrusted, isLetIn, pair } from './gateway.ts'
import { openOutbox } from './outbox.ts'
import { type Outcome, Page } from './page.tsx'
import { Pairing } from './pairing.tsx'
import { startSender } from './sender.ts'
import { preferredLanguage, words } from './words.ts'

const heartbeatMs = 60_000
const retryMs = 5000
/** A press that takes longer to be delivered is thanked for as one that is kept. */
const promptMs = 1500

const root = document.getElementById('touch')
if (!root) throw new Error('expected an element with the id "touch" in touch.html')

// The page opens without the gateway too, where the browser allows it: over TLS, and on loopback.
navigator.serviceWorker?.register('touch-worker.js', { scope: 'touch/' }).catch(() => {})

const site = new URLSearchParams(location.search).get('site')
const touchpoint = decodeURIComponent(location.pathname.split('/').at(-1) ?? '')

async function start(root: HTMLElement) {
  const place = await findPlace(site ? `${site}/${touchpoint}` : touchpoint)
  document.title = place.name
  if (!(await isLetIn(place))) await paired(root, place)
  const outbox = await openOutbox(`${place.site}/${place.device}`)
  const device = bootDevice(outbox, place.ratings.length, isClockTrusted)
  const sender = startSender(outbox, events => deliver(place, events))

  async function press(button: number, began: number): Promise<Outcome> {
    try {
      await device.pressed(button, performance.now() - began, began)
    } catch {
      return 'notKept'
    }
    const late = new Promise<boolean>(resolve => setTimeout(resolve, promptMs, false))
    return (await Promise.race([sender.send(), late])) ? 'thanks' : 'kept'
  }

  const beat = () => device.heartbeat().then(sender.send, () => {})
  render(<Page place={place} press={press} />, root)
  await device.tell({
    kind: 'started',
    firmware: `touch ${place.release}`,
    buttons: place.ratings.length,
    rangefinder: null,
  })
  await beat()
  setInterval(beat, heartbeatMs)
}

/** Resolves when the tablet has credentials of its own. */
function paired(root: HTMLElement, place: TouchPlace): Promise<void> {
  const { promise, resolve: go } = Promise.withResolvers<void>()
  async function send(code: string): Promise<boolean> {
    const isPaired = await pair(place, code)
    if (isPaired) go()
    return isPaired
  }
  render(<Pairing device={place.device} send={send} />, root)
  return promise
}

function startOrRetry(root: HTMLElement) {
  start(root).catch((failure: Error) => {
    const { unreachable } = words[preferredLanguage()]
    const [notice, cause] = [
      <h1 key="notice">{unreachable}</h1>,
      <p key="cause">{failure.message}</p>,
    ]
    render([notice, cause], root)
    setTimeout(startOrRetry, retryMs, root)
  })
}

startOrRetry(root)
