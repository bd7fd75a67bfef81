import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What stands before a gateway and tells live numbers in its place, as fast as they are taken. */
export async function hurriedGateway(address: string) {
  let stream: ServerResponse | undefined
  const server = createServer(async ({ url = '/' }, response) => {
    if (url.startsWith('/api/live')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      stream = response
      send('live', await liveNumbers(address))
      return
    }
    const { status, headers, body } = await fetch(new URL(url, address))
    response.writeHead(status, { 'content-type': headers.get('content-type') ?? '' })
    for await (const chunk of body ?? []) response.write(chunk)
    response.end()
  })
  const send = (event: string, data: unknown) =>
    stream?.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const [first] = await liveNumbers(address)
  return {
    address: `http://127.0.0.1:${port}/`,
    /** Tells of so many customers, one after the other. */
    serve(from: number, to: number) {
      for (let served = from; served < to; served += 1) {
        send('touchpoint', {
          ...first,
          served,
          servedToday: served,
          hidden: false,
          present: served % 2 === 0,
        })
      }
    },
  }
}

/** Today's numbers as a gateway tells them to whoever comes. */
async function liveNumbers(address: string): Promise<object[]> {
  const stop = new AbortController()
  const response = await fetch(`${address}api/live`, { signal: stop.signal })
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    if (text.includes('\n\n')) break
  }
  stop.abort()
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '[]')
}
