import type { Random } from '../random.ts'
import { type Body, walked } from './body.ts'

/** A sway wanders back to the middle in this time, changes its mind so often, and follows. */
const wanderMs = 4000
const wishMs = 100
const followMs = 600
const keep = Math.exp(-wishMs / wanderMs)

/** A body on its way; asked for ascending times. */
export class Mover {
  readonly body: Body
  readonly until: number
  x = 0
  y = 0
  visible = false
  #leg = 0
  #hidden = 0
  #random: Random
  #nextWish: number
  #wishX = 0
  #wishY = 0
  #swayX = 0
  #swayY = 0

  constructor(body: Body, random: Random) {
    this.body = body
    this.until = body.path.at(-1)?.t ?? 0
    this.#random = random
    this.#nextWish = body.path[0]?.t ?? 0
  }

  moveTo(t: number, stepMs: number): void {
    const { path, hidden, swayMm } = this.body
    while (this.#leg < path.length - 2 && (path[this.#leg + 1]?.t ?? 0) <= t) this.#leg += 1
    const from = path[this.#leg]
    const to = path[this.#leg + 1]
    this.visible = false
    if (!from || !to || t < from.t) return
    const share = walked(t - from.t, to.t - from.t)
    if (swayMm > 0) this.#swayOn(t, stepMs, swayMm)
    this.x = from.x + share * (to.x - from.x) + this.#swayX
    this.y = Math.max(5, from.y + share * (to.y - from.y) + this.#swayY)
    while ((hidden[this.#hidden]?.to ?? Number.POSITIVE_INFINITY) <= t) this.#hidden += 1
    this.visible = t < (hidden[this.#hidden]?.from ?? Number.POSITIVE_INFINITY)
  }

  /** An Ornstein-Uhlenbeck process, smoothed: bodies are heavy. */
  #swayOn(t: number, stepMs: number, swayMm: number): void {
    const push = swayMm * Math.sqrt(1 - keep * keep)
    for (; this.#nextWish <= t; this.#nextWish += wishMs) {
      this.#wishX = keep * this.#wishX + this.#random.normal(0, push)
      this.#wishY = keep * this.#wishY + this.#random.normal(0, push)
    }
    const follow = Math.min(1, stepMs / followMs)
    this.#swayX += follow * (this.#wishX - this.#swayX)
    this.#swayY += follow * (this.#wishY - this.#swayY)
  }
}
