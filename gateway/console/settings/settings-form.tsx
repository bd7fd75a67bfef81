import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { clockOf, momentOf } from '../frame/clock.ts'
import { t } from '../frame/language.ts'
import { now } from '../frame/now.ts'
import type { SiteSettings } from './sites-document.ts'
import type { Settings } from './use-settings.ts'

interface SettingsFormProps {
  settings: Settings
  /** Of the site; without it there is no past to change. */
  timeZone?: string
  submit: string
  /** The sites as the fields say; null when they say nothing that can be. */
  read(fields: FormData, sites: readonly SiteSettings[]): readonly SiteSettings[]
  children: ComponentChildren
}

/** Fields that change the settings, from now on or from a moment on that is past. */
export function SettingsForm(props: SettingsFormProps) {
  const { settings, timeZone, submit, read, children } = props
  const [told, setTold] = useState<{ ok: boolean; says: string } | null>(null)
  const [isSending, setIsSending] = useState(false)

  async function send(event: SubmitEvent) {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement) || !settings.sites) return
    const fields = new FormData(event.target)
    const since = String(fields.get('since') ?? '')
    setIsSending(true)
    const why = await settings.enter(
      read(fields, settings.sites),
      since === '' || !timeZone ? null : momentOf(since, timeZone),
    )
    setIsSending(false)
    setTold({ ok: why === null, says: why ?? t('settings.saved') })
  }

  return (
    <form onSubmit={send}>
      <fieldset class="settings-form" disabled={settings.inFile || isSending}>
        {children}
        {timeZone && (
          <label class="field">
            {t('settings.since')}
            <input name="since" type="datetime-local" max={clockOf(now.value, timeZone)} />
          </label>
        )}
        <button type="submit" class="button main">
          {submit}
        </button>
      </fieldset>
      {told && (
        <p class={told.ok ? 'told' : 'fault'} role={told.ok ? 'status' : 'alert'}>
          {told.says}
        </p>
      )}
    </form>
  )
}

export const textIn = (fields: FormData, name: string) => String(fields.get(name) ?? '').trim()
