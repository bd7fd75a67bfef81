import type { Duplex } from 'node:stream'
import { watchLengths } from './packet-lengths.ts'

/** Bytes of one packet. Whoever is not let in yet says who they are, and no more. */
const longestPacket = { waiting: 8192, letIn: 2 * 1024 * 1024 }
/** Bytes that wait for a reader. */
const mostUnread = 1024 * 1024

/** Ends a connection that announces a packet too long; gives how to say that it is let in. */
export function guardConnection(stream: Duplex): () => void {
  let longest = longestPacket.waiting
  const fits = watchLengths(() => longest)
  const read = stream.read.bind(stream)
  // aedes reads with read(); what it reads is seen here first.
  stream.read = (size?: number) => {
    const chunk: Buffer | null = read(size)
    if (chunk === null || fits(chunk)) return chunk
    stream.destroy(new Error(`expected packets of at most ${longest} bytes`))
    return null
  }
  return () => {
    longest = longestPacket.letIn
  }
}

/** Whether a reader takes what it asked for so slowly that memory would fill. */
export const isBehind = ({ writableLength }: Duplex) => writableLength > mostUnread
