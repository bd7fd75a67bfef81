import { keepTrying } from './keep-trying.ts'
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

/** Converses over a serial port, and opens it anew after every end; tells each state once. */
export function keepConnected(
  { thing, path, baudRate, bytesAtOnce }: SerialPlace,
  say: (text: string) => void,
  converse: (line: SerialLine, connected: () => void) => Conversation,
): { close(): Promise<void> } {
  return keepTrying(thing, say, async ({ tell, signal }) => {
    const line = await openSerial(path, baudRate, bytesAtOnce)
    const close = () => void line.close()
    signal.addEventListener('abort', close)
    let conversation: Conversation | undefined
    try {
      if (signal.aborted) return 'closed'
      conversation = converse(line, () => tell(`connected on ${path}`))
      return `${path}: ${await Promise.race([conversation.failed, line.closed])}`
    } finally {
      signal.removeEventListener('abort', close)
      conversation?.close()
      await line.close()
    }
  })
}
