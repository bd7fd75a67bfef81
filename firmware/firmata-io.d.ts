declare module 'firmata-io' {
  import type { EventEmitter } from 'node:events'

  interface Transport extends EventEmitter {
    write(bytes: Buffer, done: () => void): unknown
  }

  class Firmata extends EventEmitter {
    constructor(transport: Transport)
    isReady: boolean
    reportVersionTimeoutId: NodeJS.Timeout
    /** The last level of each pin, 8 pins a byte, as it is written to the board. */
    ports: number[]
    pins: { supportedModes: number[] }[]
    MODES: { INPUT: 0; OUTPUT: 1 }
    queryFirmware(answered: () => void): void
  }

  const firmataIo: { Firmata: typeof Firmata }
  export default firmataIo
  export type { Firmata }
}
