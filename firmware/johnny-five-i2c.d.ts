import 'johnny-five'

/** What every Board has, and its types leave out. */
declare module 'johnny-five' {
  interface Board {
    i2cWrite(address: number, bytes: number[]): void
    i2cReadOnce(
      address: number,
      register: number,
      length: number,
      read: (bytes: number[]) => void,
    ): void
  }
}
