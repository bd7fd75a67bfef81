/** Reads the machine code out of a .hex file; throws what is wrong and in which line. */
export function readIntelHex(text: string, size: number): Uint8Array {
  const image = new Uint8Array(size)
  let base = 0
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue
    const bytes = Buffer.from(line.slice(1), 'hex')
    const length = bytes[0] ?? 0
    const sum = bytes.reduce((sum, byte) => sum + byte, 0)
    if (line[0] !== ':' || bytes.length !== length + 5 || (sum & 0xff) !== 0) {
      throw new Error(`expected a record of Intel HEX, found ${line} in line ${index + 1}`)
    }
    const address = base + bytes.readUInt16BE(1)
    const data = bytes.subarray(4, -1)
    switch (bytes[3]) {
      case 0:
        if (address + length > size) {
          throw new Error(`expected ${size} bytes of code, found more in line ${index + 1}`)
        }
        image.set(data, address)
        break
      case 2:
        base = data.readUInt16BE() * 0x10
        break
      case 4:
        base = data.readUInt16BE() * 0x10000
    }
  }
  return image
}
