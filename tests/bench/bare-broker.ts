/* A broker that stores nothing: what the gateway's rate is compared to. Prints its port. */
import { type AddressInfo, createServer } from 'node:net'
import { Aedes } from 'aedes'

const aedes = await Aedes.createBroker()
const server = createServer(socket => {
  socket.setNoDelay(true)
  aedes.handle(socket)
})
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ listening: { mqtt: (server.address() as AddressInfo).port } }))
})
