import { expect, test } from 'vitest'
import { examine } from './support/doctor.ts'
import { aGateway } from './support/gateway.ts'
import { aUno, withUno } from './support/uno.ts'
import { until } from './support/until.ts'

test.skipIf(!withUno)(
  'the doctor finds everything there, and asks for each button',
  async () => {
    const uno = await aUno()
    const gateway = await aGateway()
    await uno.obey('lidar 120')
    const doctor = examine({
      gateway: gateway.mqtt,
      buttons: { driver: 'firmata', port: uno.port, pins: [2, 3] },
      rangefinder: { driver: 'lidar-lite', port: uno.port },
    })
    for (const [button, pin] of [2, 3].entries()) {
      await until('it asks', () => doctor.out().includes(`press button ${button + 1}`))
      await until('it hears', async () => {
        await uno.obey(`press ${pin} 60 5`)
        return doctor.out().includes(`✔ button ${button + 1}: was pressed`)
      })
    }
    const code = await doctor.ended
    expect(doctor.out()).toMatch(/✔ disk: .* can be written/)
    expect(doctor.out()).toContain(`✔ gateway: ${gateway.mqtt} lets this remote in`)
    expect(doctor.out()).toContain('█ 1.20 m')
    expect(doctor.out()).toMatch(/✔ laser: LIDAR-Lite, (1\d|2\d) readings a second/)
    expect(code).toBe(doctor.out().includes('✖') ? 1 : 0)
  },
  90_000,
)
