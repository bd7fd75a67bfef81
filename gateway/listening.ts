import type { AddressInfo, Server } from 'node:net'

/** Listens, and gives the port; port 0 takes any free one. */
export async function listen(
  server: Server,
  what: string,
  { host, port }: { host: string; port: number },
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException) =>
      reject(
        new Error(`could not listen for ${what} on ${host}:${port}: ${reasonOf(cause)}`, { cause }),
      )
    server.once('error', refuse)
    server.listen({ host, port }, () => {
      server.off('error', refuse)
      resolve()
    })
  })
  return (server.address() as AddressInfo).port
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'the port is taken; is a gateway running already?'
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address'
  if (code === 'EACCES') return 'ports below 1024 need more rights'
  return message
}
