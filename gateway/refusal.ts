/** Something that was asked for and is not done; the message is told to whoever asked. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429

  constructor(status: Refusal['status'], message: string) {
    super(message)
    this.status = status
  }
}

/** A question that cannot be answered as it was put. */
export class BadQuestion extends Refusal {
  constructor(message: string) {
    super(400, message)
  }
}

/** Too much was asked in too short a time. */
export class TooOften extends Refusal {
  readonly waitMs: number

  constructor(message: string, waitMs: number) {
    super(429, `${message}; try again in ${Math.ceil(waitMs / 1000)} s`)
    this.waitMs = waitMs
  }
}
