import { useState } from 'preact/hooks'
import { z } from 'zod'
import { Secret } from '../access/change.tsx'
import { t } from '../frame/language.ts'
import { TabletLink } from '../frame/tablet-link.tsx'
import { tell } from '../frame/telling.ts'
import type { SiteSettings, TouchpointSettings } from '../settings/sites-document.ts'
import { serveOne, simulatedDevice } from './simulated-remote.ts'

interface FirstRemoteProps {
  site: SiteSettings
  touchpoint: TouchpointSettings
}

const Opened = z.object({ code: z.string() })

/** A remote of one's own, a tablet, or one that is not there. */
export function FirstRemote({ site, touchpoint }: FirstRemoteProps) {
  const [code, setCode] = useState<string | null>(null)
  const [told, setTold] = useState<{ ok: boolean; says: string } | null>(null)
  const device = touchpoint.devices?.[0] ?? touchpoint.id

  async function pair() {
    const answer = await tell('POST', `api/devices/${site.id}/${device}/pairing`, {}, Opened)
    setCode(answer.ok ? answer.answer.code : null)
    setTold(answer.ok ? null : { ok: false, says: answer.why })
  }

  async function simulate() {
    const why = await serveOne(site.id)
    setTold(
      why === null
        ? { ok: true, says: t('start.remote.simulated', { device: simulatedDevice }) }
        : { ok: false, says: why },
    )
  }

  return (
    <>
      <p class="aside">{t('start.remote.says', { device })}</p>
      <p class="acts">
        <button type="button" class="button main" onClick={pair}>
          {t('access.remotes.pair')}
        </button>
        <TabletLink class="button" site={site.id} touchpoint={touchpoint.id} />
        <button type="button" class="button" onClick={simulate}>
          {t('start.remote.simulate')}
        </button>
      </p>
      {code && (
        <>
          <Secret label={t('access.remotes.code')} text={code} />
          <Secret label={t('access.remotes.run')} text={`npm run remote -- init --code ${code}`} />
        </>
      )}
      {told && (
        <p class={told.ok ? 'told' : 'fault'} role={told.ok ? 'status' : 'alert'}>
          {told.says}
        </p>
      )}
    </>
  )
}
