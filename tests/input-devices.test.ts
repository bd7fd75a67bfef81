import { expect, test } from 'vitest'
import { readInputDevices } from '../firmware/input-devices.ts'

/** As the kernel tells it. */
const list = `I: Bus=0019 Vendor=0001 Product=0001 Version=0100
N: Name="rating-buttons"
P: Phys=gpio-keys/input0
S: Sysfs=/devices/platform/rating-buttons/input/input0
U: Uniq=
H: Handlers=kbd event0 
B: PROP=0
B: EV=3
B: KEY=7c

I: Bus=0003 Vendor=046d Product=c534 Version=0111
N: Name="Logitech USB Receiver Mouse"
H: Handlers=mouse0 event1 
B: EV=17

I: Bus=0005 Vendor=248a Product=8266 Version=0001
N: Name="Presenter"
H: Handlers=sysrq kbd leds event12 
B: EV=120013
`

test('what has keys is found, with its name', () => {
  expect(readInputDevices(list)).toEqual([
    { path: '/dev/input/event0', name: 'rating-buttons' },
    { path: '/dev/input/event12', name: 'Presenter' },
  ])
})

test('a machine without input devices has none', () => {
  expect(readInputDevices('')).toEqual([])
})
