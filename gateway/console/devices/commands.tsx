import { useState } from 'preact/hooks'
import { z } from 'zod'
import { Look } from '../../../shared/commands.ts'
import { t } from '../frame/language.ts'
import { type Told, tell } from '../frame/telling.ts'
import type { Device } from './device-details.ts'
import { LookChart } from './look-chart.tsx'

const commands = ['identify', 'look', 'restart'] as const
type Command = (typeof commands)[number]

/** What a remote can be asked for at once. */
export function Commands({ device }: { device: Device }) {
  const [asked, setAsked] = useState<Command | null>(null)
  const [says, setSays] = useState<{ ok: boolean; text: string } | null>(null)
  const [look, setLook] = useState<Look | null>(null)
  const path = `api/devices/${encodeURIComponent(device.site)}/${encodeURIComponent(device.device)}`

  async function ask<Schema extends z.ZodType>(
    command: Command,
    schema: Schema,
  ): Promise<Told<z.infer<Schema>>> {
    setAsked(command)
    const told = await tell('POST', `${path}/${command}`, {}, schema)
    setAsked(null)
    const why = told.ok ? null : told.why
    setSays(
      why === null ? { ok: true, text: t(`devices.done.${command}`) } : { ok: false, text: why },
    )
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
      {says && (
        <p class={says.ok ? 'aside' : 'fault'} role={says.ok ? 'status' : 'alert'}>
          {says.text}
        </p>
      )}
      {look && <LookChart look={look} place={device.place} />}
    </div>
  )
}
