/*
 * A lean load generator: bare sockets speak just enough MQTT to publish with QoS 1 and to count
 * acknowledgements, so that what is measured is the broker. Run as a process of its own:
 *   node load.ts <port> <connections> <in flight> <seconds>
 * Prints {"rate","p50Ms","p99Ms"}.
 */
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { topics } from '../../shared/topics.ts'

const [port = 0, connections = 1, inFlight = 1, seconds = 1] = process.argv.slice(2).map(Number)
const boot = `bench-${Date.now().toString(36)}`
const warmUpMs = 1000

let measuring = false
let acknowledged = 0
const latencies: number[] = []

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
}

function packet(head: number, body: Buffer): Buffer {
  const length = [body.length & 127]
  if (body.length > 127) {
    length[0] = (body.length & 127) | 128
    length.push(body.length >> 7)
  }
  return Buffer.concat([Buffer.from([head, ...length]), body])
}

/** A press of about 180 bytes, as a remote tells it. */
function event(seq: number): string {
  const press = { kind: 'pressed', button: 1 + (seq % 5), heldMs: 120, note: 'x'.repeat(40) }
  return JSON.stringify({ v: 1, boot, seq, at: Date.now(), up: seq * 10, synced: true, ...press })
}

function run(socket: Socket, device: string) {
  const topic = text(topics.event('bench', device))
  const sentAt: number[] = []
  let seq = 0
  let rest = Buffer.alloc(0)

  function send(count: number) {
    const packets: Buffer[] = []
    for (let n = 0; n < count; n += 1) {
      seq += 1
      const id = (seq % 65_535) + 1
      const idBytes = Buffer.from([id >> 8, id & 255])
      packets.push(packet(0x32, Buffer.concat([topic, idBytes, Buffer.from(event(seq))])))
      sentAt.push(performance.now())
    }
    socket.write(Buffer.concat(packets))
  }

  socket.setNoDelay(true)
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    let count = 0
    let isConnected = false
    // CONNACK and PUBACK have four bytes each.
    for (; rest.length >= 4; rest = rest.subarray(4)) {
      if (rest[0] === 0x40) count += 1
      else isConnected = true
    }
    const now = performance.now()
    for (const at of sentAt.splice(0, count)) if (measuring) latencies.push(now - at)
    if (measuring) acknowledged += count
    if (isConnected) send(inFlight)
    else if (count > 0) send(count)
  })
  const head = Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 60]), text(`bench/${device}`)])
  socket.write(packet(0x10, head))
}

for (let n = 0; n < connections; n += 1) run(connect(port, '127.0.0.1'), `load-${n}`)

setTimeout(() => {
  measuring = true
  const start = performance.now()
  setTimeout(() => {
    latencies.sort((a, b) => a - b)
    const percentile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? null
    const rate = acknowledged / ((performance.now() - start) / 1000)
    console.log(JSON.stringify({ rate, p50Ms: percentile(0.5), p99Ms: percentile(0.99) }))
    process.exit(0)
  }, seconds * 1000)
}, warmUpMs)
