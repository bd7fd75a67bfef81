/*
 * A lean load generator: bare sockets speak just enough MQTT to publish with QoS 1 and to count
 * acknowledgements, so that what is measured is the broker. Run as a process of its own:
 *   node load.ts <port> <connections> <in flight> <seconds> [<events a second in all>]
 * Without a pace each acknowledgement lets the next event go. Prints a `Load`.
 */
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { topics } from '../../shared/topics.ts'
import { connectPacket, mqttText, packet, twoBytes } from '../support/mqtt-packets.ts'
import { payloadOf, tellings } from './tellings.ts'

export interface Load {
  /** Acknowledged events a second. */
  rate: number
  p50Ms: number
  p99Ms: number
  /** All acknowledged events, the warm-up's included. */
  events: number
  /** Mean bytes of a payload. */
  payloadBytes: number
}

const args = process.argv.slice(2).map(Number)
const [port = 0, connections = 1, inFlight = 1, seconds = 1, pace = 0] = args
const name = `load-${Date.now().toString(36)}`
/** Full load is some ten customers a second at each counter, which is nearly as fast as time. */
const minuteMs = 100
const warmUpMs = 1000

let measuring = false
let acknowledged = 0
let events = 0
let sent = 0
let bytes = 0
const latencies: number[] = []

function run(socket: Socket, device: string) {
  const topic = mqttText(topics.event('bench', device))
  const told = tellings(name, Date.now(), minuteMs)
  const sentAt: number[] = []
  let id = 0
  let rest = Buffer.alloc(0)

  function send(count: number) {
    const packets: Buffer[] = []
    for (let n = 0; n < count; n += 1) {
      const { value } = told.next()
      const payload = Buffer.from(payloadOf(value))
      id = (id % 65_535) + 1
      sent += 1
      bytes += payload.length
      packets.push(packet(0x32, topic, twoBytes(id), payload))
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
    events += count
    if (measuring) acknowledged += count
    if (pace > 0) return
    if (isConnected) send(inFlight)
    else if (count > 0) send(count)
  })
  socket.write(connectPacket(device))
  return send
}

const senders = Array.from({ length: connections }, (_, n) =>
  run(connect(port, '127.0.0.1'), `${name}-${n}`),
)

const begun = performance.now()
if (pace > 0) {
  setInterval(() => {
    const due = ((performance.now() - begun) / 1000) * pace
    while (sent < due) senders[sent % connections]?.(1)
  }, 1)
}

setTimeout(() => {
  measuring = true
  const from = performance.now()
  setTimeout(() => {
    latencies.sort((a, b) => a - b)
    const percentile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0
    const load: Load = {
      rate: acknowledged / ((performance.now() - from) / 1000),
      p50Ms: percentile(0.5),
      p99Ms: percentile(0.99),
      events,
      payloadBytes: bytes / sent,
    }
    console.log(JSON.stringify(load))
    process.exit(0)
  }, seconds * 1000)
}, warmUpMs)
