import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../frame/language.ts'
import { MomentField, momentIn } from '../frame/moment-field.tsx'
import { Outcome } from '../frame/outcome.tsx'
import type { Told } from '../frame/telling.ts'
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
  const [told, setTold] = useState<Told<unknown> | null>(null)
  const [isSending, setIsSending] = useState(false)

  async function send(event: SubmitEvent) {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement) || !settings.sites) return
    const fields = new FormData(event.target)
    const since = timeZone === undefined ? null : momentIn(fields, timeZone)
    setIsSending(true)
    setTold(await settings.enter(read(fields, settings.sites), since))
    setIsSending(false)
  }

  return (
    <form onSubmit={send}>
      <fieldset class="settings-form" disabled={settings.inFile || isSending}>
        {children}
        {timeZone && <MomentField label={t('settings.since')} timeZone={timeZone} />}
        <button type="submit" class="button main">
          {submit}
        </button>
      </fieldset>
      <Outcome of={told} done={t('settings.saved')} />
    </form>
  )
}

export const textIn = (fields: FormData, name: string) => String(fields.get(name) ?? '').trim()
