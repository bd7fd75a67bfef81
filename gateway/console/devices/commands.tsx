import { useState } from 'preact/hooks'
import { z } from 'zod'
import { Look } from '../../../shared/commands.ts'
import { t } from '../frame/language.ts'
import { Outcome } from '../frame/outcome.tsx'
import { type Told, tell } from '../frame/telling.ts'
import type { Device } from './device-details.ts'
import { LookChart } from './look-chart.tsx'

const commands = ['identify', 'look', 'restart'] as const
type Command = (typeof commands)[number]

/** What a remote can be asked for at once. */
export function Commands({ device }: { device: Device }) {
  const [asked, setAsked] = useState<Command | null>(null)
  const [done, setDone] = useState<{ command: Command; told: Told<unknown> } | null>(null)
  const [look, setLook] = useState<Look | null>(null)
  const path = `api/devices/${encodeURIComponent(device.site)}/${encodeURIComponent(device.device)}`

  async function ask<Schema extends z.ZodType>(
    command: Command,
    schema: Schema,
  ): Promise<Told<z.infer<Schema>>> {
    setAsked(command)
    const told = await tell('POST', `${path}/${command}`, {}, schema)
    setAsked(null)
    setDone({ command, told })
    return told
  }

  async function start(command: Command) {
    if (command !== 'look') return void (await ask(command, z.object({})))
    const told = await ask(command, Look)
    setLook(told.ok ? told.answer : null)
  }

  return (
    <div class="commands">
      <p class="acts">
        {commands.map(command => (
          <button
            key={command}
            type="button"
            class="button"
            disabled={asked !== null || !device.alive}
            onClick={() => start(command)}
          >
            {t(`devices.ask.${command}`)}
          </button>
        ))}
      </p>
      {done && <Outcome of={done.told} done={t(`devices.done.${done.command}`)} />}
      {look && <LookChart look={look} place={device.place} />}
    </div>
  )
}
