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

/** Begins a clean session that needs no keep-alive. */
export const connectPacket = (clientId: string) =>
  packet(0x10, mqttText('MQTT'), Buffer.from([4, 2, 0, 0]), mqttText(clientId))

export const subscribePacket = (filter: string) =>
  packet(0x82, twoBytes(1), mqttText(filter), Buffer.from([1]))

export const pingPacket = packet(0xc0)
