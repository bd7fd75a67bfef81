import type { Told } from '../counting/told.ts'

/** Kinds are stored as their places in this list: never reorder it. */
const kinds: Told['kind'][] = ['started', 'pressed', 'arrived', 'left', 'heartbeat', 'status']

export const numberOf = (kind: Told['kind']) => kinds.indexOf(kind)

/** Undefined for a number that the disk has spoilt. */
export const kindOf = (number: number) => kinds[number]

type Head = Pick<Told, 'boot' | 'seq' | 'at' | 'up' | 'synced'> & {
  kind: Told['kind'] | undefined
}

/**
 * How remotes begin to write an event. Where one begins so, these fields are stored as columns
 * only, in less than half the room; any other writing is kept whole.
 */
export const headOf = ({ boot, seq, at, up, synced, kind }: Head) =>
  `{"v":1,"boot":"${boot}","seq":${seq},"at":${at},"up":${up},"synced":${synced},"kind":"${kind}"`
