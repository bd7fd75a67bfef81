/** How long the gateway waits for others. */
export interface Patience {
  /** Ms within which a connection says who it is, or what it wants. */
  helloMs: number
  /** Ms within which a request is told to its end. */
  requestMs: number
  /** Over MQTT, who is silent for half as long again is dropped, whatever they asked for. */
  keepaliveSeconds: number
}

export const usualPatience: Patience = {
  helloMs: 10_000,
  requestMs: 30_000,
  keepaliveSeconds: 1200,
}
