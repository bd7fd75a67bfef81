import { setTimeout as delay } from 'node:timers/promises'
import { runRemote } from './run.ts'
import type { RemoteSettings } from './settings.ts'

const patienceMs = 120_000

/** Runs a remote until a press has arrived at its gateway; gives back which button it was. */
export async function waitForPress(
  settings: RemoteSettings,
  say: (text: string) => void,
): Promise<number> {
  const { promise: pressed, resolve } = Promise.withResolvers<number>()
  const remote = runRemote(settings, say, {
    onTold: event => event.kind === 'pressed' && resolve(event.button),
  })
  const arrived = pressed.then(async button => {
    await remote.delivered()
    return button
  })
  const late = new AbortController()
  try {
    const timeout = delay(patienceMs, null, { signal: late.signal })
    const button = await Promise.race([arrived, timeout])
    if (button !== null) return button
    throw new Error(`expected a press to arrive within ${patienceMs / 1000} s, found none`)
  } finally {
    late.abort()
    await remote.close()
  }
}
