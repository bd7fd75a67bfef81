import { spawnSync } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { reachable } from '../gateway/reachable.ts'
import { GatewaySettings } from '../gateway/settings.ts'
import { startGateway } from '../gateway/start.ts'
import { announceGateway, findGateways, type GatewayService } from '../shared/gateway-service.ts'
import { root } from './support/child.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const multicastMissing = await tryMulticast()
if (multicastMissing) console.log(`Finding a gateway is not tested: ${multicastMissing}`)
const withMulticast = test.skipIf(multicastMissing !== null)

withMulticast('a gateway that others can reach is found, with its sites and ports', async () => {
  const settings = GatewaySettings.parse({
    data: scratchFolder(),
    mqtt: { host: '0.0.0.0', port: 0, plain: 'allowed' },
    mqtts: null,
    http: { port: 0, anonymous: true },
    sites: [{ id: 'hall' }, { id: 'annex' }],
  })
  const gateway = await startGateway(settings)
  const { mqtt } = gateway.listening
  const isOurs = ({ mqtt: port }: GatewayService) => port === mqtt
  await until('it is found', async () => (await find()).some(isOurs))
  const found = (await find()).find(isOurs)
  expect(found).toEqual({ sites: ['hall', 'annex'], mqtt, host: expect.stringMatching(/^\d+\./) })
  await gateway.close()
  expect((await find()).filter(isOurs)).toEqual([])
})

withMulticast('more sites than a record holds still make a record', async () => {
  const port = 40_000
  const sites = Array.from({ length: 40 }, (_, index) => `a-long-name-of-a-site-${index}`)
  const announced = announceGateway({ sites, mqtt: port }, () => {})
  onTestFinished(announced.close)
  const ours = async () => (await find()).find(({ mqtt }) => mqtt === port)
  await until('it is found', async () => (await ours()) !== undefined)
  const found = (await ours())?.sites ?? []
  expect(found.length).toBeGreaterThan(5)
  expect(found).toEqual(sites.slice(0, found.length))
})

test('of ports on loopback nobody else hears', () => {
  const listening = { mqtt: 1, mqtts: 2, http: 3, https: null }
  const plain = 'allowed'
  const about = (given: object) => reachable(GatewaySettings.parse(given), [], listening)
  expect(about({})).toEqual({ sites: [], mqtts: 2 })
  const alone = { mqtts: { host: '127.0.0.1' }, https: null }
  expect(about(alone)).toEqual({ sites: [] })
  const mqtt = { host: '192.168.1.10', plain }
  expect(about({ ...alone, mqtt })).toEqual({ sites: [], mqtt: 1 })
  const others = { mqtt: { host: '127.0.0.2' }, http: { host: '::', plain } }
  expect(about({ ...alone, ...others })).toEqual({ sites: [], http: 3 })
})

const withNamespaces = spawnSync('unshare', ['-rn', 'true']).status === 0

/** Announces and looks around in a network of its own, where nothing is up. */
function announceAlone(before: string) {
  const program = `
    import { createSocket } from 'node:dgram'
    import { once } from 'node:events'
    import { announceGateway, findGateways } from './shared/gateway-service.ts'
    ${before}
    const announced = announceGateway({ sites: ['hall'], mqtt: 1883 }, console.log)
    const found = await findGateways(300, console.log)
    await announced.close()
    console.log('found ' + found.length)
    process.exit(0)`
  const node = [process.execPath, '--input-type=module', '-e', program]
  const { stdout } = spawnSync('unshare', ['-rn', ...node], { cwd: root, encoding: 'utf8' })
  return stdout.trim().split('\n')
}

test.skipIf(!withNamespaces)('without a network nothing is found, and nobody is harmed', () => {
  expect(announceAlone('')).toEqual(['found 0'])
})

test.skipIf(!withNamespaces)('a port that another program holds for itself is spoken of', () => {
  const greedy = `
    const greedy = createSocket({ type: 'udp4', reuseAddr: false }).bind(5353)
    await once(greedy, 'listening')`
  const trouble =
    'gateways are neither announced nor found in this network: bind EADDRINUSE 0.0.0.0:5353'
  // Once by who announces, and once by who looks.
  expect(announceAlone(greedy)).toEqual([trouble, trouble, 'found 0'])
})

const find = () => findGateways(500, () => {})

/** Why a machine cannot hear itself by multicast; null when it can. */
async function tryMulticast(): Promise<string | null> {
  const announced = announceGateway({ sites: [], http: 1 }, () => {})
  const found = await findGateways(1000, () => {})
  await announced.close()
  return found.some(({ http }) => http === 1) ? null : 'there is no multicast here'
}
