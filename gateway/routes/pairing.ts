import { z } from 'zod'
import { DeviceName, Name } from '../../shared/name.ts'
import { touchpointWith } from '../access/mounted.ts'
import { Refusal } from '../refusal.ts'
import { changeRoute, jsonRoute, type Source } from './route.ts'

const Device = z.strictObject({ site: Name, device: DeviceName })

const usernameOf = ({ site, device }: z.infer<typeof Device>) => `${site}/${device}`

const issue = (device: z.infer<typeof Device>, { access }: Source) =>
  access.machines.issue({ username: usernameOf(device), kind: 'device', rights: [], until: null })

export const pairedDevices = jsonRoute({
  path: '/api/devices/paired',
  summary: 'The devices that have credentials',
  right: 'administer',
  query: z.strictObject({}),
  answer: z.object({ devices: z.array(Device.extend({ since: z.int() })) }),
  read: (_query, { access }) => ({
    devices: access.machines
      .all()
      .filter(({ kind }) => kind === 'device')
      .map(({ username, since }) => {
        const [site = '', device = ''] = username.split('/')
        return { site, device, since }
      }),
  }),
})

export const openPairing = changeRoute({
  method: 'post',
  path: '/api/devices/{site}/{device}/pairing',
  summary: 'Gives a code with which a device gets its credentials: once, and for ten minutes',
  right: 'administer',
  params: Device,
  body: z.strictObject({ touchpoint: Name.optional() }),
  answer: z.object({ code: z.string(), until: z.int() }),
  async change({ site, device }, { touchpoint }, source) {
    touchpointWith(source.books, { site, device }, touchpoint)
    const { code, until } = source.access.pairing.open(site, device)
    const mark = await source.pairable?.mark()
    return { code: mark === undefined ? code : `${code}-${mark}`, until }
  },
})

export const issueCredentials = changeRoute({
  method: 'post',
  path: '/api/devices/{site}/{device}/credentials',
  summary: 'Gives a device credentials without a code; they are shown this once',
  right: 'administer',
  params: Device,
  body: z.strictObject({ touchpoint: Name.optional() }),
  answer: z.object({ username: z.string(), password: z.string() }),
  async change(device, { touchpoint }, source) {
    touchpointWith(source.books, device, touchpoint)
    return { username: usernameOf(device), password: await issue(device, source) }
  },
})

export const revokeDevice = changeRoute({
  method: 'delete',
  path: '/api/devices/{site}/{device}/credentials',
  summary: 'Revokes the credentials of a device; it is disconnected at once',
  right: 'administer',
  params: Device,
  body: z.strictObject({}),
  answer: z.object({}),
  change(device, _body, { access }) {
    if (!access.machines.revoke(usernameOf(device))) {
      throw new Refusal(404, `expected a paired device, found no ${usernameOf(device)}`, 'gone')
    }
    return {}
  },
})

export const pair = changeRoute({
  method: 'post',
  path: '/api/pairing',
  summary: "Exchanges a pairing code for the device's own credentials",
  right: 'anyone',
  params: z.strictObject({}),
  body: z.strictObject({
    code: z
      .string()
      .regex(/^\d{3}-\d{3}/, 'must be like 123-456')
      .max(64),
  }),
  answer: z.object({
    site: z.string(),
    device: z.string(),
    username: z.string(),
    password: z.string(),
    /** PEM of the authority to be pinned; null where the system knows it. */
    ca: z.string().nullable(),
    mqtts: z.int().nullable(),
  }),
  async change(_params, { code }, source, { address }) {
    const { access, pairable, now } = source
    const { site, device } = access.pairing.redeem(code.slice(0, 7), address)
    const password = await issue({ site, device }, source)
    const [at, who] = [now(), `device ${site}/${device}`]
    access.audit.add({ at, who, action: 'was paired', detail: JSON.stringify({ address }) })
    return {
      site,
      device,
      username: usernameOf({ site, device }),
      password,
      ca: pairable?.authority() ?? null,
      mqtts: pairable?.mqtts ?? null,
    }
  },
})
