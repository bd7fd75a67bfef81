import { readFileSync } from 'node:fs'

/** A keyboard, a remote or GPIO keys, as the kernel names them. */
interface InputDevice {
  path: string
  name: string
}

/** Finds what has keys in the kernel's list of input devices. */
export function readInputDevices(list: string): InputDevice[] {
  return list.split('\n\n').flatMap(device => {
    const name = /^N: Name="(.*)"$/m.exec(device)?.[1] ?? 'an input device'
    const event = /^H: Handlers=.*\bkbd\b.*\b(event\d+)\b/m.exec(device)?.[1]
    return event === undefined ? [] : { path: `/dev/input/${event}`, name }
  })
}

/** Those of this machine. */
export function listInputDevices(): InputDevice[] {
  try {
    return readInputDevices(readFileSync('/proc/bus/input/devices', 'utf8'))
  } catch {
    return []
  }
}
