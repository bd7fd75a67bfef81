import { setTimeout as delay } from 'node:timers/promises'

const everyMs = 3

/** Waits until something is so; `what` names it should it never be. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const start = performance.now()
  while (!(await isSo())) {
    if (performance.now() - start > timeoutMs)
      throw new Error(`expected within ${timeoutMs} ms: ${what}`)
    await delay(everyMs)
  }
}
