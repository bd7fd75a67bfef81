import { z } from 'zod'
import { Look } from '../../shared/commands.ts'
import { DeviceName, Name } from '../../shared/name.ts'
import { changeRoute } from './route.ts'

const params = z.strictObject({ site: Name, device: DeviceName })
const body = z.strictObject({})
const asked = { method: 'post', right: 'administer', params, body } as const
const Done = z.object({ asked: z.literal(true) })

export const identify = changeRoute({
  ...asked,
  path: '/api/devices/{site}/{device}/identify',
  summary: 'Makes a remote blink',
  answer: Done,
  change({ site, device }, _body, { remotes }) {
    remotes.ask(site, device, 'identify')
    return { asked: true as const }
  },
})

export const restart = changeRoute({
  ...asked,
  path: '/api/devices/{site}/{device}/restart',
  summary: 'Restarts a remote that runs as a service',
  answer: Done,
  change({ site, device }, _body, { remotes }) {
    remotes.ask(site, device, 'restart')
    return { asked: true as const }
  },
})

export const look = changeRoute({
  ...asked,
  path: '/api/devices/{site}/{device}/look',
  summary: 'The last minute of distances before a remote; it is not kept',
  answer: Look,
  change: ({ site, device }, _body, { remotes }) => remotes.look(site, device),
})
