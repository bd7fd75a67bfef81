import { scrypt } from 'node:crypto'

/** Stands in every certificate that a gateway makes for itself: its addresses may change. */
export const gatewayName = 'loyalty-button.internal'

/** Crockford's base 32: no letter that is taken for a digit. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const letters = 8
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

/**
 * Eight letters by which a gateway is known: of its certificate, by a slow hash. To find another
 * certificate with the same mark takes 2^40 attempts, each of them some 50 ms and 32 MB.
 */
export function markOf(certificate: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(certificate, 'loyalty-button gateway', letters, cost, (failure, bytes) => {
      if (failure) reject(failure)
      else resolve(Array.from(bytes, byte => alphabet[byte % alphabet.length]).join(''))
    })
  })
}
