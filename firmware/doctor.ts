import { realpathSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { checkGateway } from './gateway-check.ts'
import type { Hardware } from './hardware.ts'
import { listInputDevices } from './input-devices.ts'
import { askPort, nameOf } from './port-survey.ts'
import { listSerial } from './serial.ts'
import type { RemoteSettings } from './settings.ts'
import { checkClock, checkDisk, type Finding } from './surroundings.ts'
import { openWiredHardware } from './wired-hardware.ts'

const lookEveryMs = 20
/** An Arduino that is opened takes two seconds to boot. */
const answerMs = 8000
const pressMs = 20_000
const barMs = 3000
const barMm = 100
const longestBar = 40

/** Looks at a remote and says in plain words what is there; false when something is missing. */
export async function examine(
  settings: RemoteSettings,
  print: (text: string) => void,
): Promise<boolean> {
  let healthy = true
  function report({ ok, text }: Finding) {
    print(`${ok === null ? '?' : ok ? '✔' : '✖'} ${text}`)
    if (ok === false) healthy = false
  }

  report(checkDisk(settings.data))
  report(await checkClock())
  report(await checkGateway(settings))
  await examinePorts(settings, report)
  const said: string[] = []
  const hardware = openWiredHardware(settings, text =>
    said.push(text.replace('; trying again', '')),
  )
  try {
    await examineButtons(hardware, said, report, print)
    if (settings.rangefinder) await examineLaser(hardware, said, report, print)
  } finally {
    await hardware.close()
  }
  return healthy
}

/** Says what else there is on this machine. */
async function examinePorts(
  { buttons, rangefinder }: RemoteSettings,
  report: (finding: Finding) => void,
) {
  const used = [buttons, rangefinder].flatMap(thing =>
    thing && 'port' in thing ? placeOf(thing.port) : [],
  )
  const tell = (port: string, what: string) =>
    report({ ok: null, text: `${port}, not in use: ${what}` })
  for (const { path, name } of listInputDevices()) if (!used.includes(path)) tell(path, name)
  for (const port of await listSerial()) {
    if (!used.includes(placeOf(port))) tell(port, nameOf(await askPort(port)))
  }
}

/** A port has several names. */
function placeOf(port: string): string {
  try {
    return realpathSync(port)
  } catch {
    return port
  }
}

async function examineButtons(
  hardware: Hardware,
  said: string[],
  report: (finding: Finding) => void,
  print: (text: string) => void,
) {
  const pressed = new Set<number>()
  hardware.onButton(({ button, down }) => {
    if (down) pressed.add(button)
  })
  const isThere = () => hardware.buttonHealth().every(health => health !== 'absent')
  if (!(await until(isThere, answerMs))) {
    return report({ ok: false, text: said.at(-1) ?? 'buttons: found no answer' })
  }
  for (let button = 1; button <= hardware.buttons; button += 1) {
    print(`  press button ${button}, please`)
    const isPressed = await until(() => pressed.has(button), pressMs)
    if (isPressed) hardware.thank('delivered')
    const how = isPressed ? 'was pressed' : 'was not heard: is it wired, and to this place?'
    report({ ok: isPressed, text: `button ${button}: ${how}` })
  }
}

async function examineLaser(
  hardware: Hardware,
  said: string[],
  report: (finding: Finding) => void,
  print: (text: string) => void,
) {
  let readings = 0
  let mm: number | null = null
  hardware.onReading(reading => {
    readings += 1
    mm = reading.mm
  })
  if (!(await until(() => readings > 0, answerMs))) {
    const why = said.findLast(text => text.includes('laser'))
    return report({ ok: false, text: why ?? 'laser: found no answer' })
  }
  readings = 0
  for (let passed = 0; passed < barMs; passed += 500) {
    await delay(500)
    print(`  ${bar(mm)}`)
  }
  const hz = Math.round((readings * 1000) / barMs)
  report({ ok: readings > 0, text: `laser: ${hardware.rangefinder}, ${hz} readings a second` })
}

function bar(mm: number | null): string {
  if (mm === null) return '(nothing in its way)'
  return `${'█'.repeat(Math.min(longestBar, Math.ceil(mm / barMm)))} ${(mm / 1000).toFixed(2)} m`
}

async function until(isSo: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (!isSo() && performance.now() < end) await delay(lookEveryMs)
  return isSo()
}
