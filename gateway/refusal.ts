import type { About, RefusalCode, Refused } from '../shared/refusals.ts'

/** Why, for programs, and what it is about. */
type Reason = readonly [code: RefusalCode, about?: About]

/** Something that was asked for and is not done; the message is told to whoever asked. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429
  readonly reason: Reason | []

  constructor(status: Refusal['status'], message: string, ...reason: Reason | []) {
    super(message)
    this.status = status
    this.reason = reason
  }

  /** As it is answered. */
  told(): Refused {
    const [code, about] = this.reason
    return { error: this.message, ...(code && { code }), ...(about && { about }) }
  }
}

/** A question that cannot be answered as it was put. */
export class BadQuestion extends Refusal {
  constructor(message: string, ...reason: Reason | []) {
    super(400, message, ...reason)
  }
}

/** Too much was asked in too short a time. */
export class TooOften extends Refusal {
  readonly waitMs: number

  constructor(message: string, waitMs: number) {
    const seconds = Math.ceil(waitMs / 1000)
    super(429, `${message}; try again in ${seconds} s`, 'too-often', { seconds })
    this.waitMs = waitMs
  }
}
