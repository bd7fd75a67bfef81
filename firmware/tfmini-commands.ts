/** The sensor may have been silenced, or set to millimetres or text, by somebody else. */
export const speak = Buffer.from('5a05070167', 'hex')
export const speakCentimetres = Buffer.from('5a05050165', 'hex')

export const askVersion = Buffer.from('5a04015f', 'hex')
/** Only a TF-Luna answers, and with its name. */
export const askFullVersion = Buffer.from('5a041472', 'hex')

/** Some take a setting only with this. It wears their memory. */
export const save = Buffer.from('5a04116f', 'hex')

export function setRate(hz: number): Buffer {
  const command = [0x5a, 0x06, 0x03, hz & 0xff, hz >> 8]
  return Buffer.from([...command, command.reduce((sum, byte) => sum + byte) & 0xff])
}
