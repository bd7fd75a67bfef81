import { randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'

/** A certificate and its private key, both as PEM. */
export interface Certified {
  certificate: string
  key: string
}

const dayMs = 86_400_000
/** Remotes pin the authority when they are paired: it should outlive them. */
const authorityDays = 20 * 365
/** Longer ones are refused by some browsers. */
const certificateDays = 397
/** A remote whose clock is a little behind should believe a certificate of this minute. */
const leewayMs = 2 * dayMs

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** A certificate authority of this gateway alone. */
export async function makeAuthority(now: number): Promise<Certified> {
  const { BasicConstraintsExtension, KeyUsagesExtension, KeyUsageFlags, X509CertificateGenerator } =
    await library()
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // Two gateways in one trust store must be told apart.
    name: `CN=Loyalty Button gateway ${randomBytes(4).toString('hex')}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now - leewayMs),
    notAfter: new Date(now + authorityDays * dayMs),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, key: await pemOf(keys.privateKey) }
}

/** A certificate of a server under all its names and addresses. */
export async function issue(
  authority: Certified,
  names: string[],
  now: number,
): Promise<Certified> {
  const {
    AuthorityKeyIdentifierExtension,
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    SubjectAlternativeNameExtension,
    X509Certificate,
    X509CertificateGenerator,
  } = await library()
  const issuer = new X509Certificate(authority.certificate)
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.create({
    subject: 'CN=Loyalty Button gateway',
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await signingKeyOf(authority.key),
    signingAlgorithm: algorithm,
    notBefore: new Date(now - leewayMs),
    notAfter: new Date(now + certificateDays * dayMs - leewayMs),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map(value => ({ type: isIP(value) ? 'ip' : 'dns', value })),
      ),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, key: await pemOf(keys.privateKey) }
}

/** Needed once a year, and takes its time to load. */
async function library() {
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
}

function signingKeyOf(pem: string): Promise<webcrypto.CryptoKey> {
  const bytes = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64')
  return webcrypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign'])
}
