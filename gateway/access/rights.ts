import { z } from 'zod'

/** What somebody may do, from the least to the most. */
export const Right = z.enum([
  /** See today's numbers. */
  'live',
  /** See everything that was counted. */
  'read',
  /** Tell served customers, as a till does. */
  'sell',
  /** Enter figures by hand, acknowledge alerts, audit the counter. */
  'enter',
  /** Change settings, people and devices. */
  'administer',
])
export type Right = z.infer<typeof Right>

/** What a token may be for. */
export const Scope = Right.extract(['live', 'read', 'sell'])

export const Role = z.enum(['viewer', 'manager', 'admin'])
export type Role = z.infer<typeof Role>

const rightsOf: Record<Role, Right[]> = {
  viewer: ['live'],
  manager: ['live', 'read', 'sell', 'enter'],
  admin: Right.options,
}

/** Who asks. */
export interface Caller {
  name: string
  kind: 'person' | 'token' | 'command line' | 'nobody'
  rights: Right[]
  /** Where they ask from. */
  address: string
}

export const aPerson = (name: string, role: Role, address: string): Caller => ({
  name,
  kind: 'person',
  rights: rightsOf[role],
  address,
})

export const allRights = Right.options

export const may = (caller: Caller, right: Right | 'anyone') =>
  right === 'anyone' || caller.rights.includes(right)
