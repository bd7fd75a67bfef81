import type { DeviceEvent } from '../../shared/events.ts'

/** That a device connected, or its connection ended, by the gateway's own clock. */
export interface Connection {
  v: 1
  kind: 'status'
  boot: string
  /** None of the events that a device numbers. */
  seq: 0
  at: number
  up: 0
  synced: true
  online: boolean
}

/** Whatever stands in the event log. */
export type Told = DeviceEvent | Connection

export const aConnection = (boot: string, online: boolean, at: number): Connection => ({
  v: 1,
  kind: 'status',
  boot,
  seq: 0,
  at,
  up: 0,
  synced: true,
  online,
})

/** Whether a text that stands in the event log is a connection: they are written like that only. */
export const isConnection = (json: string) => connection.test(json)

const connection =
  /^{"v":1,"kind":"status","boot":"[^"]*","seq":0,"at":\d+,"up":0,"synced":true,"online":(true|false)}$/
