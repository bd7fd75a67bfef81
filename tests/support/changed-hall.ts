import { aBoot, monday, toldBy } from './events.ts'
import type { someBooks } from './gateway.ts'

const minute = 60_000
const hour = 60 * minute
const whole = { from: monday - hour, to: monday + 4 * hour }

const openly = { privacy: { minimum: 0 }, live: { answersAtOnce: 1 } }
/** Settings of a site whose numbers hide nothing. */
export const hallWith = (...touchpoints: object[]) => [
  { id: 'hall', timeZone: 'UTC', ...openly, touchpoints },
]

export const desk = { id: 'desk', devices: ['remote'], question: { text: 'How was it?' } }

type Books = ReturnType<typeof someBooks>

/** Tells presses without a rangefinder, at so many minutes after monday. */
export function presses(boot: string, ...at: [minutes: number, button: number][]) {
  const event = aBoot(boot)
  return [
    toldBy('remote', event(0, { kind: 'started', rangefinder: null })),
    ...at.map(([minutes, button]) =>
      toldBy('remote', event(minutes * minute, { kind: 'pressed', button })),
    ),
  ]
}

/** All rows of a touchpoint, one for each question. */
export const rowsOf = (books: Books, id: string) =>
  books.report
    .everyTouchpoint(id)
    .flatMap(point =>
      [...books.report.pieces(point, whole, 'none')].map(piece => ({ point, piece })),
    )
    .map(({ point, piece }) => books.report.numbers(point, piece))
