import { existsSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { SerialPort } from 'serialport'

/** An open serial port. */
export interface SerialLine {
  stream: Duplex
  /** Settles with the reason when the port is closed, whoever closed it. */
  closed: Promise<string>
  close(): Promise<void>
}

/**
 * Opens a serial port; nothing is read before so many bytes are there, for every read costs as much
 * as a hundred bytes. Throws one sentence that names the port. */
export function openSerial(
  path: string,
  baudRate: number,
  bytesAtOnce: number,
): Promise<SerialLine> {
  const port = new SerialPort({ path, baudRate, vmin: bytesAtOnce, autoOpen: false })
  const closed = new Promise<string>(resolve => {
    port.once('close', (cause?: Error) =>
      resolve(cause ? `unplugged (${cause.message})` : 'closed'),
    )
    port.on('error', cause => resolve(cause.message))
  })
  const close = () =>
    new Promise<void>(resolve => (port.isOpen ? port.close(() => resolve()) : resolve()))
  return new Promise((resolve, reject) => {
    port.open(cause => {
      if (!cause) return resolve({ stream: port, closed, close })
      reject(new Error(`could not open ${path}: ${explain(cause.message)}`, { cause }))
    })
  })
}

/** The pins of a Raspberry Pi; of them nobody can tell whether something is plugged in. */
const onBoard = /^\/dev\/ttyAMA\d+$/

/** Paths of the serial ports of this machine to which something may be plugged. */
export async function listSerial(): Promise<string[]> {
  // Without udev nobody tells.
  const ports = await SerialPort.list().catch(() => [])
  return ports
    .filter(({ path, pnpId, vendorId }) => pnpId ?? vendorId ?? onBoard.test(path))
    .map(({ path, pnpId }) => {
      // This name stays when other ports are plugged in.
      const lasting = `/dev/serial/by-id/${pnpId}`
      return existsSync(lasting) ? lasting : path
    })
}

/** The binding tells what happened only in words, other ones on each system. */
function explain(message: string): string {
  const known = explanations.find(([pattern]) => pattern.test(message))
  return known ? known[1] : message
}

const explanations: [RegExp, string][] = [
  [/no such file|file not found/i, 'expected a serial port, found nothing: is it plugged in?'],
  [/cannot lock|busy|access denied/i, 'expected a free port, but another program uses it'],
  [/permission denied/i, 'this user may not use it: is it in the group of the port (dialout)?'],
  [/is a directory|inappropriate ioctl/i, 'expected a serial port, found something else'],
]
