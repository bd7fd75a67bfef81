/*
 * Strangers, as a process of their own:
 *   node flooder.ts <port> <idle> <address>
 * Opens so many connections that say nothing, a hundred from each address, then more and more from
 * one address. Says on standard output when that has begun.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const [port, idle, address = ''] = process.argv.slice(2)
const perAddress = 100
const rush = { everyMs: 25, connections: 20, patienceMs: 100 }

function open(localAddress: string): Socket {
  const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress })
  return socket.resume().on('error', () => {})
}

for (let n = 0; n < Number(idle); n += perAddress) {
  const some = Array.from({ length: perAddress }, () => open(`127.1.0.${1 + n / perAddress}`))
  await Promise.all(some.map(socket => once(socket, 'connect')))
}
setInterval(() => {
  for (let n = 0; n < rush.connections; n += 1) {
    const socket = open(address)
    socket.setTimeout(rush.patienceMs, () => socket.destroy())
  }
}, rush.everyMs)
console.log('{}')
