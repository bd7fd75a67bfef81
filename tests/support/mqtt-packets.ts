/* Just enough of MQTT 3.1.1 to speak it over a bare socket. */

/** A string as MQTT writes it: its length, then its bytes. */
export function mqttText(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([twoBytes(bytes.length), bytes])
}

export const twoBytes = (value: number) => Buffer.from([value >> 8, value & 255])

/** A packet of less than 16 KiB, whose length takes one byte or two. */
export function packet(head: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7]
  return Buffer.concat([Buffer.from([head, ...length]), body])
}

interface Hello {
  /** Seconds; 0 asks for none. */
  keepalive?: number
  who?: { username: string; password: string }
}

/** Begins a clean session. */
export function connectPacket(clientId: string, { keepalive = 0, who }: Hello = {}): Buffer {
  const flags = who ? 0b1100_0010 : 0b10
  const told = [clientId, ...(who ? [who.username, who.password] : [])]
  const head = [mqttText('MQTT'), Buffer.from([4, flags]), twoBytes(keepalive)]
  return packet(0x10, ...head, ...told.map(mqttText))
}

export const subscribePacket = (filter: string) =>
  packet(0x82, twoBytes(1), mqttText(filter), Buffer.from([1]))

export const pingPacket = packet(0xc0)
