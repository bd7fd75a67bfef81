/** I2C address of a LIDAR-Lite. */
export const lidarAddress = 0x62

const distanceHigh = 0x0f
const distanceLow = 0x10
/** Set in a register's number, it makes reads go on to the next one. */
const goOn = 0x80

/** The registers of a LIDAR-Lite, as a bus sees them. */
export function lidarRegisters(cm: () => number) {
  let register = 0
  let selecting = false
  return {
    begin() {
      selecting = true
    },
    write(byte: number) {
      if (selecting) register = byte
      selecting = false
    },
    read(): number {
      const number = register & ~goOn
      if (register & goOn) register += 1
      if (number === distanceHigh) return cm() >> 8
      return number === distanceLow ? cm() & 0xff : 0
    },
  }
}
