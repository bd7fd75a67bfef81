/** Everything is tallied by quarters of an hour: every time zone begins its days on one. */
export const quarterMs = 15 * 60_000

/** The number of the quarter-hour, counted from 1970, in which a moment lies. */
export const quarterOf = (time: number) => Math.floor(time / quarterMs)
