import { connectTo, explainRefusal, type GatewayAccess, withoutPassword } from './gateway-access.ts'
import type { Finding } from './surroundings.ts'

const patienceMs = 5000

/** Whether the gateway lets this remote in. */
export function checkGateway(access: GatewayAccess): Promise<Finding> {
  const where = `gateway: ${withoutPassword(access.gateway)}`
  const { promise, resolve } = Promise.withResolvers<Finding>()
  const fail = (why: string) => resolve({ ok: false, text: `${where}: ${why}` })
  const client = connectTo(access, {
    // Under its own name it would push out the remote, should that be running.
    clientId: `${access.site}/${access.device}/check`,
    connectTimeout: patienceMs,
  })
  client.once('connect', () => resolve({ ok: true, text: `${where} lets this remote in` }))
  client.on('error', failure => fail(explainRefusal(failure)))
  client.once('close', () => fail('somebody answers, but not as a gateway'))
  const timer = setTimeout(fail, patienceMs, 'it does not answer')
  return promise.finally(() => {
    clearTimeout(timer)
    client.end(true)
  })
}
