import {
  createHash,
  createHmac,
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'

type Cost = Pick<ScryptOptions, 'N' | 'r' | 'p'>

/** What people choose can be guessed: each guess takes some 70 ms and 32 MB. */
const chosen: Cost = { N: 2 ** 15, r: 8, p: 1 }
/** Nobody guesses 160 random bits; a fleet that comes back together must not wait for this. */
const random: Cost = { N: 2 ** 12, r: 8, p: 1 }

const hashBytes = 32

/** A random key that nobody can guess; fit for addresses and commands. */
export const randomKey = () => randomBytes(20).toString('base64url')

/** What is kept of a random key: whoever reads it cannot come in with it. */
export const keyHash = (key: string) => createHash('sha256').update(key).digest('base64url')

export const hashChosen = (password: string) => hash(password, chosen)
export const hashRandom = (password: string) => hash(password, random)

async function hash(password: string, cost: Cost): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return `scrypt:${cost.N}:${cost.r}:${cost.p}:${salt.toString('base64')}:${key.toString('base64')}`
}

/** Whether a password is the one that was hashed; takes its time, on another thread. */
export async function matches(password: string, hashed: string): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = hashed.split(':')
  const found = await derive(password, Buffer.from(salt, 'base64'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(found, Buffer.from(key, 'base64'))
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, hashBytes, options, (failure, key) =>
      failure ? reject(failure) : resolve(key),
    )
  })
}

/** Knows passwords again that were right before, at once; it forgets them with the process. */
export function rememberPasswords() {
  const secret = randomBytes(32)
  const known = new Map<string, Buffer>()
  const fast = (password: string, hashed: string) =>
    createHmac('sha256', secret).update(`${hashed}\n${password}`).digest()
  return {
    knows(password: string, hashed: string): boolean {
      const found = known.get(hashed)
      return found !== undefined && timingSafeEqual(found, fast(password, hashed))
    },
    async matches(password: string, hashed: string): Promise<boolean> {
      const right = await matches(password, hashed)
      if (right) known.set(hashed, fast(password, hashed))
      return right
    },
    forget(hashed: string) {
      known.delete(hashed)
    },
  }
}
