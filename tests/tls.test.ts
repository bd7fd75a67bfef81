import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { afterEach, expect, test, vi } from 'vitest'
import { type Certified, issue, makeAuthority } from '../gateway/tls/authority.ts'
import { openOwnAuthority } from '../gateway/tls/own-authority.ts'
import { aClosedGateway } from './support/closed-gateway.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const dayMs = 86_400_000

afterEach(() => void vi.useRealTimers())

/** The serial number of the certificate that somebody shows; it is checked against `ca`. */
async function shownAt(port: number | null, ca: string, servername: string): Promise<string> {
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const opened = connect({ port: port ?? 0, host: '127.0.0.1', ca, servername }, () =>
      resolve(opened),
    )
    opened.on('error', reject)
  })
  const { serialNumber } = socket.getPeerCertificate()
  socket.destroy()
  return serialNumber
}

test('a certificate of one’s own is shown, and the next one without a restart', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const folder = scratchFolder()
  const [certificate, key] = [join(folder, 'shop.pem'), join(folder, 'shop.key')]
  const authority = await makeAuthority(Date.now())
  function put(issued: Certified, at: number) {
    writeFileSync(certificate, issued.certificate)
    writeFileSync(key, issued.key)
    for (const file of [certificate, key]) utimesSync(file, at, at)
  }
  put(await issue(authority, ['shop.example'], Date.now()), 1000)
  const gateway = await aClosedGateway({ settings: { tls: { certificate, key } } })
  const { https, mqtts } = gateway.listening
  const ask = (port: number | null) => shownAt(port, authority.certificate, 'shop.example')
  const first = await ask(https)
  expect(await ask(mqtts)).toBe(first)

  put(await issue(authority, ['shop.example'], Date.now()), 2000)
  vi.advanceTimersByTime(60_000)
  await until('the new certificate is shown', async () => (await ask(https)) !== first)
  expect(await ask(mqtts)).toBe(await ask(https))

  put(await issue(authority, ['shop.example'], Date.now()), 3000)
  writeFileSync(key, (await makeAuthority(Date.now())).key)
  vi.advanceTimersByTime(60_000)
  await until('what is wrong is said', () =>
    gateway.said.some(text => text.includes('is not the key')),
  )
  expect(await ask(https)).not.toBe(first)
})

test('a gateway’s own certificate is renewed before its end, by the same authority', async () => {
  let time = Date.now()
  const source = openOwnAuthority(scratchFolder(), () => time)
  const first = await source.read()
  expect(source.isOutdated()).toBe(false)
  expect(await source.read()).toEqual(first)
  time += 370 * dayMs
  expect(source.isOutdated()).toBe(true)
  const second = await source.read()
  expect(second.authority).toBe(first.authority)
  expect(second.chain).not.toBe(first.chain)
  expect(source.isOutdated()).toBe(false)
})

test('an authority without its key is not replaced silently: remotes know the gateway by it', async () => {
  const folder = scratchFolder()
  await openOwnAuthority(folder, Date.now).read()
  writeFileSync(join(folder, 'tls', 'authority.key'), (await makeAuthority(Date.now())).key)
  await expect(openOwnAuthority(folder, Date.now).read()).rejects.toThrow(
    'remotes know the gateway by it',
  )
})
