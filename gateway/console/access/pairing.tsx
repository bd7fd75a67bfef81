import { useState } from 'preact/hooks'
import { z } from 'zod'
import { nameForm } from '../../../shared/name.ts'
import { t } from '../frame/language.ts'
import { LineForm, Secret, useList } from './change.tsx'
import { exampleNames } from './example-names.ts'

const Paired = z.object({
  devices: z.array(z.object({ site: z.string(), device: z.string() })),
})
const Opened = z.object({ code: z.string() })

const pathOf = (site: string, device: string) =>
  `api/devices/${encodeURIComponent(site)}/${encodeURIComponent(device)}`

/** `site` is the one that is looked at, if one is. */
export function Pairing({ site: here = '' }: { site?: string }) {
  const { list, change, problem } = useList('api/devices/paired', Paired)
  const [code, setCode] = useState<string | null>(null)

  async function pair(fields: FormData) {
    const path = pathOf(String(fields.get('site')).trim(), String(fields.get('device')).trim())
    const opened = await change('POST', `${path}/pairing`, {}, Opened)
    setCode(opened?.code ?? null)
  }

  return (
    <>
      <ul class="rows">
        {list?.devices.map(({ site, device }) => (
          <li key={`${site}/${device}`}>
            <span class="label">{device}</span>
            <span class="aside">{site}</span>
            <span class="acts">
              <button
                type="button"
                class="button"
                onClick={() =>
                  change('DELETE', `${pathOf(site, device)}/credentials`, {}, z.object({}))
                }
              >
                {t('access.revoke')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {problem}
      {code && (
        <>
          <Secret label={t('access.remotes.code')} text={code} />
          <Secret label={t('access.remotes.run')} text={`npm run remote -- init --code ${code}`} />
        </>
      )}
      <LineForm submit={t('access.remotes.pair')} send={pair}>
        <label class="field">
          {t('frame.site')}
          <input
            name="site"
            defaultValue={here}
            placeholder={exampleNames.site}
            maxLength={32}
            pattern={nameForm}
            title={t('access.remotes.form')}
            required
          />
        </label>
        <label class="field">
          {t('access.remotes.device')}
          <input
            name="device"
            placeholder={exampleNames.device}
            maxLength={32}
            pattern={`(?!live$)${nameForm}`}
            title={t('access.remotes.form')}
            required
          />
        </label>
      </LineForm>
    </>
  )
}
