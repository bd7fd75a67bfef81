import { setTimeout as delay } from 'node:timers/promises'
import { openSerial, type SerialLine } from './serial.ts'

/** What is at the other end of a serial line, while it answers. */
export interface Conversation {
  /** Settles with the reason when the other end is of no more use. */
  failed: Promise<string>
  close(): void
}

interface SerialPlace {
  /** The name of the thing at the other end, for those who read the messages. */
  thing: string
  path: string
  baudRate: number
  /** How many bytes are waited for; 1 where every one counts. */
  bytesAtOnce: number
}

const firstWaitMs = 250
const longestWaitMs = 5000
/** After a connection that held this long the next attempt comes soon again. */
const goodConnectionMs = 5000

/** Converses over a serial port, and opens it anew after every end; tells each state once. */
export function keepConnected(
  { thing, path, baudRate, bytesAtOnce }: SerialPlace,
  say: (text: string) => void,
  converse: (line: SerialLine, connected: () => void) => Conversation,
): { close(): Promise<void> } {
  const stop = new AbortController()
  let line: SerialLine | null = null
  let said = ''

  function tell(state: string) {
    if (state !== said && !stop.signal.aborted) say(`${thing}: ${state}`)
    said = state
  }

  async function connect(): Promise<string> {
    let conversation: Conversation | null = null
    try {
      line = await openSerial(path, baudRate, bytesAtOnce)
      if (stop.signal.aborted) return 'closed'
      conversation = converse(line, () => tell(`connected on ${path}`))
      return `${path}: ${await Promise.race([conversation.failed, line.closed])}`
    } catch (cause) {
      return (cause as Error).message
    } finally {
      conversation?.close()
      await line?.close()
      line = null
    }
  }

  async function run() {
    let waitMs = firstWaitMs
    while (!stop.signal.aborted) {
      const since = performance.now()
      tell(`${await connect()}; trying again`)
      if (performance.now() - since > goodConnectionMs) waitMs = firstWaitMs
      await delay(waitMs, undefined, { signal: stop.signal }).catch(() => {})
      waitMs = Math.min(2 * waitMs, longestWaitMs)
    }
  }

  const running = run()
  return {
    async close() {
      stop.abort()
      await line?.close()
      await running
    },
  }
}
