import { z } from 'zod'
import { DeviceName, Name } from '../../shared/name.ts'
import { topics } from '../../shared/topics.ts'
import { TouchPlace } from '../../shared/touch-place.ts'
import { version } from '../../shared/version.ts'
import { scaleOf } from '../counting/rules.ts'
import { Refusal } from '../refusal.ts'
import { touchDeviceOf } from '../touchpoints.ts'
import { changeRoute, jsonRoute, onePoint } from './route.ts'

/** What a rating page on a tablet shows; customers see it anyway. */
export const touch = jsonRoute({
  path: '/api/touch',
  summary: 'The question and the buttons of one touchpoint, for its page at /touch/<touchpoint>',
  right: 'anyone',
  query: z.strictObject({ touchpoint: z.string().describe('counter-1 or hall/counter-1') }),
  answer: TouchPlace,
  read(query, source) {
    const { site, touchpoint } = onePoint(query.touchpoint, source)
    return {
      site: site.id,
      touchpoint: touchpoint.id,
      device: touchDeviceOf(touchpoint.id),
      release: version,
      name: touchpoint.name ?? touchpoint.id,
      question: touchpoint.question.text,
      ratings: scaleOf(touchpoint.question.ratings, null),
    }
  },
})

const mostEvents = 1000

/** The way in for devices that speak HTTP; the same as over MQTT, rejections included. */
export const tell = changeRoute({
  method: 'post',
  path: '/api/tell/{site}/{device}',
  summary: 'Takes events of a device; answers when they are stored',
  right: 'tell',
  params: z.strictObject({ site: Name, device: DeviceName }),
  body: z.strictObject({
    events: z.array(z.record(z.string(), z.unknown())).max(mostEvents).describe('as over MQTT'),
  }),
  answer: z.object({ received: z.int() }),
  async change({ site, device }, { events }, { books, now }, { kind, name }) {
    if (kind === 'device' && name !== `${site}/${device}`) {
      throw new Refusal(
        403,
        `expected ${name} to tell of itself, found ${site}/${device}`,
        'no-right',
      )
    }
    const [topic, from] = [topics.event(site, device), { site, device }]
    const received = events.map(event =>
      books.ingest.receive({
        topic,
        from,
        payload: Buffer.from(JSON.stringify(event)),
        receivedAt: now(),
      }),
    )
    await Promise.all(received)
    return { received: received.length }
  },
})
