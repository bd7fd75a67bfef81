const digitZero = 48
const minus = 45

/**
 * Text that is put together of bytes, in UTF-8, and used again and again. Put together of strings,
 * each part of it would be copied four times on its way into the database.
 */
export class ByteText {
  #bytes = new Uint8Array(2 ** 16)
  #end = 0

  clear(): void {
    this.#end = 0
  }

  /** What was written so far, until anything else is. */
  written = (): Uint8Array => this.#bytes.subarray(0, this.#end)

  /** Makes room for so many bytes more; whatever is written must have room. */
  makeRoom(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return
    const before = this.written()
    this.#bytes = new Uint8Array(2 * (this.#end + bytes))
    this.#bytes.set(before)
  }

  byte(byte: number): void {
    this.#bytes[this.#end] = byte
    this.#end += 1
  }

  /** The bytes from one place to before another. */
  copy(from: Uint8Array, begin = 0, end = from.length): void {
    const bytes = this.#bytes
    let to = this.#end
    for (let at = begin; at < end; at += 1) {
      bytes[to] = from[at] ?? 0
      to += 1
    }
    this.#end = to
  }

  /** A whole number, in digits. */
  integer(value: number): void {
    if (value < 0) this.byte(minus)
    const size = Math.abs(value)
    // The processor divides numbers below 2³¹ several times as fast.
    const high = Math.floor(size / 1e8)
    if (high === 0) {
      this.#digits(size, countDigits(size))
    } else {
      this.#digits(high, countDigits(high))
      this.#digits(size - high * 1e8, 8)
    }
  }

  /** So many digits of a number below 2³¹. */
  #digits(value: number, count: number) {
    let rest = value | 0
    for (let at = this.#end + count - 1; at >= this.#end; at -= 1) {
      const tens = (rest / 10) | 0
      this.#bytes[at] = digitZero + rest - 10 * tens
      rest = tens
    }
    this.#end += count
  }
}

function countDigits(value: number): number {
  let count = 1
  for (let next = 10; next <= value; next *= 10) count += 1
  return count
}
