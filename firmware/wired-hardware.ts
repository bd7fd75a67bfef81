import { type ArduinoPart, openArduino } from './arduino.ts'
import { openEvdevButtons } from './evdev-buttons.ts'
import { firmataButtons } from './firmata-buttons.ts'
import { gp2y0a02 } from './gp2y0a02.ts'
import type { ButtonEdge, Hardware, Reading } from './hardware.ts'
import { openKeyboardButtons } from './keyboard-buttons.ts'
import { lidarLite } from './lidar-lite.ts'
import type { RemoteSettings } from './settings.ts'
import { openTextLaser } from './text-laser.ts'
import { openTfminiLaser } from './tfmini-laser.ts'

interface Thing {
  close(): Promise<void>
}

/** The buttons and the laser that the settings name; missing ones are waited for. */
export function openWiredHardware(
  settings: Pick<RemoteSettings, 'buttons' | 'rangefinder'>,
  say: (text: string) => void,
): Hardware {
  const buttonListeners: ((edge: ButtonEdge) => void)[] = []
  const readingListeners: ((reading: Reading) => void)[] = []
  const arduinos = new Map<string, ArduinoPart[]>()
  const things: Thing[] = []

  function tellEdge(edge: ButtonEdge) {
    for (const listen of buttonListeners) listen(edge)
  }

  function tellReading(reading: Reading) {
    for (const listen of readingListeners) listen(reading)
  }

  /** Buttons and laser may share one Arduino. */
  function wire<Part extends ArduinoPart>(port: string, part: Part): Part {
    arduinos.set(port, [...(arduinos.get(port) ?? []), part])
    return part
  }

  function keep<Kept extends Thing>(thing: Kept): Kept {
    things.push(thing)
    return thing
  }

  function openButtons({ buttons }: typeof settings) {
    switch (buttons.driver) {
      case 'firmata':
        return wire(buttons.port, firmataButtons(buttons, tellEdge, say))
      case 'evdev':
        return keep(openEvdevButtons(buttons, tellEdge, say))
      case 'keyboard':
        return keep(openKeyboardButtons(buttons, tellEdge, say))
    }
  }

  /** Gives back the model. */
  function openRangefinder({ rangefinder }: typeof settings): string | null {
    switch (rangefinder?.driver) {
      case 'tfmini':
        keep(openTfminiLaser(rangefinder, tellReading, say))
        return rangefinder.model ?? 'TFmini'
      case 'text':
        keep(openTextLaser(rangefinder, tellReading, say))
        return 'text lines'
      case 'lidar-lite':
        wire(rangefinder.port, lidarLite(rangefinder, tellReading, say))
        return 'LIDAR-Lite'
      case 'gp2y0a02':
        wire(rangefinder.port, gp2y0a02(rangefinder, tellReading))
        return 'GP2Y0A02'
      case undefined:
        return null
    }
  }

  const { thank, identify, health } = openButtons(settings)
  const rangefinder = openRangefinder(settings)
  for (const [port, parts] of arduinos) keep(openArduino(port, parts, say))

  return {
    buttons: health().length,
    rangefinder,
    onButton: listen => void buttonListeners.push(listen),
    onReading: listen => void readingListeners.push(listen),
    thank,
    identify,
    buttonHealth: health,
    async close() {
      await Promise.all(things.map(thing => thing.close()))
    },
  }
}
