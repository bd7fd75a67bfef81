import { once } from 'node:events'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { request, type Server } from 'node:http'
import { join } from 'node:path'

/** The command line and the gateway that runs speak here; the folder is its owner's alone. */
const socketOf = (data: string) => join(data, 'local', 'gateway.sock')

/** Lets the command line of this machine in. Call it when nobody else uses the data folder. */
export async function openLocalSocket(
  server: Server,
  data: string,
  say: (text: string) => void,
): Promise<void> {
  const path = socketOf(data)
  mkdirSync(join(data, 'local'), { recursive: true, mode: 0o700 })
  chmodSync(join(data, 'local'), 0o700)
  // A gateway that was killed leaves it behind.
  rmSync(path, { force: true })
  try {
    await once(server.listen({ path }), 'listening')
  } catch (cause) {
    say(`the command line cannot reach this gateway while it runs: ${(cause as Error).message}`)
  }
}

export interface Asked {
  method: string
  path: string
  body: unknown
}

/** Asks the gateway that runs on a data folder; null where none does. */
export function askLocally(
  data: string,
  { method, path, body }: Asked,
): Promise<{ status: number; text: string } | null> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    // Without a length the body of a DELETE would be taken for the next request.
    const headers = { 'content-length': Buffer.byteLength(text) }
    const asking = request({ socketPath: socketOf(data), method, path, headers }, response => {
      let told = ''
      response.setEncoding('utf8')
      response.on('data', chunk => {
        told += chunk
      })
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: told }))
    })
    asking.on('error', (cause: NodeJS.ErrnoException) => {
      if (['ENOENT', 'ECONNREFUSED', 'ENOTDIR'].includes(cause.code ?? '')) resolve(null)
      else reject(cause)
    })
    asking.end(text)
  })
}
