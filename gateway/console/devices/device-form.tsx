import { useState } from 'preact/hooks'
import { t } from '../frame/language.ts'
import { MomentField, momentIn } from '../frame/moment-field.tsx'
import { Outcome } from '../frame/outcome.tsx'
import type { NamedSite } from '../frame/sites.ts'
import type { Told } from '../frame/telling.ts'
import { withDevice, withSite } from '../settings/sites-document.ts'
import type { Settings } from '../settings/use-settings.ts'
import type { Device } from './device-details.ts'

interface DeviceFormProps {
  device: Device
  site: NamedSite
  settings: Settings
}

/** Names a remote, mounts it at a touchpoint from a moment on, and says where customers stand. */
export function DeviceForm({ device, site, settings }: DeviceFormProps) {
  const { timeZone } = site
  const [told, setTold] = useState<Told<unknown> | null>(null)
  const [isHalf, setIsHalf] = useState(false)
  const kept = settings.sites?.find(({ id }) => id === site.id)
  const zone = kept?.devices?.find(({ id }) => id === device.device)?.zone ?? null

  async function save(event: SubmitEvent) {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement) || !settings.sites) return
    const fields = new FormData(event.target)
    const text = (name: string) => String(fields.get(name) ?? '').trim()
    const [near, far] = [text('near'), text('far')]
    const isHalf = (near === '') !== (far === '')
    setIsHalf(isHalf)
    setTold(null)
    if (isHalf) return
    const named = {
      id: device.device,
      name: text('name'),
      zone: near === '' ? null : { nearMm: Number(near), farMm: Number(far) },
    }
    const sites = withSite(settings.sites, site.id, one =>
      withDevice(one, named, text('touchpoint')),
    )
    setTold(await settings.enter(sites, momentIn(fields, timeZone)))
  }

  return (
    <details>
      <summary>{t('devices.form.name')}</summary>
      <form class="device-form" onSubmit={save}>
        <label class="field">
          {t('devices.form.called')}
          <input name="name" defaultValue={device.name} maxLength={64} />
        </label>
        <label class="field">
          {t('devices.form.touchpoint')}
          <select name="touchpoint">
            {site.touchpoints.map(({ touchpoint, name }) => (
              <option
                key={touchpoint}
                value={touchpoint}
                selected={touchpoint === device.touchpoint}
              >
                {name}
              </option>
            ))}
          </select>
        </label>
        <MomentField label={t('devices.form.since')} timeZone={timeZone} />
        <label class="field">
          {t('devices.form.near')}
          <input name="near" type="number" min={0} max={12_000} defaultValue={zone?.nearMm ?? ''} />
        </label>
        <label class="field">
          {t('devices.form.far')}
          <input name="far" type="number" min={1} max={12_000} defaultValue={zone?.farMm ?? ''} />
        </label>
        <button type="submit" class="button main">
          {t('devices.form.save')}
        </button>
        <p class="aside">{t('devices.form.says')}</p>
        {isHalf && (
          <p class="fault" role="alert">
            {t('devices.form.both')}
          </p>
        )}
        <Outcome of={told} done={t('devices.form.saved')} />
      </form>
    </details>
  )
}
