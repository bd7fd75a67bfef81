const lookEveryMs = 10
const lateMs = 25
/** As long as contacts may bounce, and a little longer. */
const looks = 12

/**
 * Notices that this process stood still, as a slow disk makes it: what it hears right after that
 * may have happened at any moment of it.
 */
export function watchForStandstill(): {
  /** Watches for a while. */
  watch(): void
  /** How long ago may have happened what is heard now. */
  agoMs(): number
  end(): void
} {
  let timer: NodeJS.Timeout | undefined
  let left = 0
  let lookedAt = 0
  /** Null after a look that came in time. */
  let since: number | null = null

  function look() {
    const now = performance.now()
    // The timers come before what waits to be read, so this is not forgotten until the next look.
    since = now - lookedAt > lateMs ? lookedAt : null
    lookedAt = now
    left -= 1
    if (left === 0) end()
  }

  function end() {
    clearInterval(timer)
    timer = undefined
    since = null
  }

  return {
    watch() {
      left = looks
      if (timer) return
      lookedAt = performance.now()
      timer = setInterval(look, lookEveryMs)
    },
    agoMs() {
      if (!timer) return 0
      const ago = performance.now() - (since ?? lookedAt)
      return ago > lateMs ? Math.round(ago) : 0
    },
    end,
  }
}
