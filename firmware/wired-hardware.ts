import { openFirmataButtons } from './firmata-buttons.ts'
import type { ButtonEdge, Hardware, Reading } from './hardware.ts'
import type { RemoteSettings } from './settings.ts'
import { openTfminiLaser } from './tfmini-laser.ts'

/** The buttons and the laser that the settings name; missing ones are waited for. */
export function openWiredHardware(
  { buttons, rangefinder }: RemoteSettings,
  say: (text: string) => void,
): Hardware {
  const buttonListeners: ((edge: ButtonEdge) => void)[] = []
  const readingListeners: ((reading: Reading) => void)[] = []
  const keys = openFirmataButtons(
    buttons,
    edge => {
      for (const listen of buttonListeners) listen(edge)
    },
    say,
  )
  const laser =
    rangefinder &&
    openTfminiLaser(
      rangefinder,
      reading => {
        for (const listen of readingListeners) listen(reading)
      },
      say,
    )

  return {
    buttons: buttons.pins.length,
    rangefinder: laser ? 'TFmini-S' : null,
    onButton: listen => void buttonListeners.push(listen),
    onReading: listen => void readingListeners.push(listen),
    thank: keys.thank,
    async close() {
      await Promise.all([keys.close(), laser?.close()])
    },
  }
}
