import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import { gatewayName } from '../shared/gateway-mark.ts'

/** Where the gateway is, and as whom a remote comes to it. */
export interface GatewayAccess {
  /** mqtt:// or mqtts:// address. */
  gateway: string
  site: string
  device: string
  username?: string | undefined
  password?: string | undefined
  /** PEM of the authority that vouches for the gateway. */
  ca?: string | undefined
}

/** Connects once; who wants to try again does so. */
export function connectTo(
  { gateway, username, password, ca }: GatewayAccess,
  options: IClientOptions,
): MqttClient {
  return connect(gateway, {
    clean: true,
    connectTimeout: 10_000,
    reconnectPeriod: 0,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca, checkServerIdentity: isGateway }),
    ...options,
  })
}

/** A certificate of the gateway's own holds at any address; another one at those that it names. */
const isGateway = (host: string, certificate: PeerCertificate) =>
  checkServerIdentity(host, certificate) && checkServerIdentity(gatewayName, certificate)

/** What kept a connection from coming about, in plain words. */
export function explainRefusal(failure: Error): string {
  const { code } = failure as { code?: string | number }
  // What cannot be read as MQTT comes without a code.
  if (code === undefined) return `somebody answers, but not as a gateway (${failure.message})`
  return explanations[code] ?? failure.message
}

const unknownName = 'no machine of this name was found in the network'
const notLetIn = 'it does not let this remote in: are user name and password right?'
const notVouchedFor = 'its certificate is one that nobody here vouches for'

/** Numbers are the return codes of MQTT 3.1.1, section 3.2.2.3. */
const explanations: Record<string | number, string> = {
  2: 'it does not take a remote of this name',
  3: 'it is there, but not ready',
  4: notLetIn,
  5: notLetIn,
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
  ECONNREFUSED: 'nobody listens there: does the gateway run?',
  EHOSTUNREACH: 'no way leads there: is the network plugged in?',
  ENETUNREACH: 'no way leads there: is the network plugged in?',
  ETIMEDOUT: 'it does not answer',
  EPROTO: 'it speaks no TLS: is the address mqtt:// and not mqtts://?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it speaks no TLS: is the address mqtt:// and not mqtts://?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: notVouchedFor,
  SELF_SIGNED_CERT_IN_CHAIN: notVouchedFor,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: notVouchedFor,
  CERT_HAS_EXPIRED: 'its certificate has expired: is the clock right?',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: is the clock right?',
}

export const withoutPassword = (address: string) => address.replace(/\/\/[^@/]*@/, '//')
