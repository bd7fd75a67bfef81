import { randomInt } from 'node:crypto'
import type { PairingCode, Passing } from '../database/passing.ts'
import { Refusal, TooOften } from '../refusal.ts'
import { anAllowance } from './allowance.ts'
import { keyHash } from './password.ts'

/** Codes that let a device in: once, and for ten minutes. */
export interface Pairing {
  open(site: string, device: string): { code: string; until: number }
  /** Spends a code. */
  redeem(code: string, address: string): PairingCode
}

const codeMs = 600_000
/** One code of a million is right: within ten minutes all addresses together try thirty. */
const wrongByAddress = { atOnce: 5, perSecond: 1 / 60 }
const wrongByAll = { atOnce: 20, perSecond: 1 / 60 }

export function openPairing({ codes }: Passing, now: () => number): Pairing {
  const byAddress = anAllowance(wrongByAddress.atOnce, wrongByAddress.perSecond)
  const byAll = anAllowance(wrongByAll.atOnce, wrongByAll.perSecond)
  return {
    open(site, device) {
      const digits = String(randomInt(1_000_000)).padStart(6, '0')
      const code = `${digits.slice(0, 3)}-${digits.slice(3)}`
      const until = now() + codeMs
      codes.put(keyHash(code), { site, device, until })
      return { code, until }
    },
    redeem(code, address) {
      const wait = byAddress.take(address, now()) || byAll.take('all', now())
      if (wait > 0) throw new TooOften('expected fewer wrong pairing codes', wait)
      const found = codes.find(keyHash(code))
      if (!found || found.until <= now()) {
        const expected = 'expected a pairing code that is not used and not ten minutes old'
        throw new Refusal(403, expected, 'wrong-code')
      }
      codes.remove(keyHash(code))
      byAddress.giveBack(address)
      byAll.giveBack('all')
      return found
    },
  }
}
