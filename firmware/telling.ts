import type { DeviceEvent, RemoteFact } from '../shared/events.ts'

/** Gives a fact its name and its time: from then on it is an event. */
export function nameFact(
  fact: RemoteFact,
  envelope: { boot: string; seq: number; at: number; synced: boolean },
): DeviceEvent {
  const { boot, seq, at, synced } = envelope
  // Every event begins alike, in this order: gateways store such events in half the room.
  const head = { v: 1, boot, seq, at, up: fact.up, synced } as const
  return { ...head, ...fact }
}
