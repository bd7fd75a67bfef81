import type { ButtonHealth } from '../shared/events.ts'

/** A button going down or up, as the driver saw it: bounce included. */
export interface ButtonEdge {
  /** 1 is the lowest rating. */
  button: number
  down: boolean
  /** How long ago it happened, where that is known; else it has just happened. */
  agoMs?: number
}

/** One reading of the rangefinder. */
export interface Reading {
  /** Null when the laser saw nothing valid. */
  mm: number | null
}

/** What becomes of a press: it reaches the gateway at once, or waits in the outbox. */
export type Thanks = 'delivered' | 'stored'

/** What every kind of buttons can do. */
export interface Buttons {
  /** Tells the customer that the press was taken. */
  thank(how: Thanks): void
  /** Shows an installer which remote it is. */
  identify(): void
  health(): ButtonHealth[]
  close(): Promise<void>
}

/** What a remote needs of the things it is wired to; times are taken by whoever listens. */
export interface Hardware {
  /** How many buttons there are. */
  buttons: number
  /** The rangefinder's model, or null without one. */
  rangefinder: string | null
  onButton(listen: (edge: ButtonEdge) => void): void
  onReading(listen: (reading: Reading) => void): void
  thank: Buttons['thank']
  identify: Buttons['identify']
  buttonHealth: Buttons['health']
  close(): Promise<void>
}
