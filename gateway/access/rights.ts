import { z } from 'zod'

/** What somebody may do, from the least to the most. */
export const Right = z.enum([
  /** Tell events, as a device does, under its own name. */
  'tell',
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
  admin: ['live', 'read', 'sell', 'enter', 'administer'],
}

/** Who asks. */
export interface Caller {
  name: string
  kind: 'person' | 'device' | 'token' | 'command line' | 'anyone'
  rights: Right[]
  /** Where they ask from. */
  address: string
  /** The key of a person's session. */
  session?: string
}

export const rightsOfRole = (role: Role): Right[] => rightsOf[role]

export const may = (caller: Caller, right: Right | 'anyone') =>
  right === 'anyone' || caller.rights.includes(right)
