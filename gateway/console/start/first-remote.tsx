import { useState } from 'preact/hooks'
import { z } from 'zod'
import { Secret } from '../access/change.tsx'
import { t } from '../frame/language.ts'
import { Outcome } from '../frame/outcome.tsx'
import { TabletLink } from '../frame/tablet-link.tsx'
import { type Told, tell } from '../frame/telling.ts'
import type { SiteSettings, TouchpointSettings } from '../settings/sites-document.ts'
import { serveOne, simulatedDevice } from './simulated-remote.ts'

interface FirstRemoteProps {
  site: SiteSettings
  touchpoint: TouchpointSettings
}

const Opened = z.object({ code: z.string() })

/** A remote of one's own, a tablet, or one that is not there. */
export function FirstRemote({ site, touchpoint }: FirstRemoteProps) {
  const [opened, setOpened] = useState<Told<z.infer<typeof Opened>> | null>(null)
  const [served, setServed] = useState<Told<unknown> | null>(null)
  const device = touchpoint.devices?.[0] ?? touchpoint.id

  async function pair() {
    setOpened(await tell('POST', `api/devices/${site.id}/${device}/pairing`, {}, Opened))
    setServed(null)
  }

  async function simulate() {
    setServed(await serveOne(site.id))
  }

  const code = opened?.ok ? opened.answer.code : null
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
      <Outcome of={opened} />
      <Outcome of={served} done={t('start.remote.simulated', { device: simulatedDevice })} />
    </>
  )
}
