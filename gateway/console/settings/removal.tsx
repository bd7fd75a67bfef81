import { useState } from 'preact/hooks'
import { t } from '../frame/language.ts'
import { Outcome } from '../frame/outcome.tsx'
import type { Told } from '../frame/telling.ts'
import type { SiteSettings } from './sites-document.ts'
import type { Settings } from './use-settings.ts'

interface RemovalProps {
  settings: Settings
  /** Of what is removed. */
  name: string
  /** What becomes of it. */
  says: string
  without(sites: readonly SiteSettings[]): SiteSettings[]
}

/** Removes something from the settings, from now on, when it was asked for twice. */
export function Removal({ settings, name, says, without }: RemovalProps) {
  const [isAsked, setIsAsked] = useState(false)
  const [told, setTold] = useState<Told<unknown> | null>(null)

  async function remove() {
    if (settings.sites) setTold(await settings.enter(without(settings.sites), null))
    setIsAsked(false)
  }

  if (settings.inFile) return null
  if (!isAsked) {
    return (
      <div class="removal">
        <button type="button" class="button" onClick={() => setIsAsked(true)}>
          {t('settings.removal.ask', { name })}
        </button>
        <Outcome of={told} />
      </div>
    )
  }
  return (
    <div class="removal asked" role="alert">
      <p>{says}</p>
      <p class="acts">
        <button type="button" class="button main" onClick={remove}>
          {t('settings.removal.do', { name })}
        </button>
        <button type="button" class="button" onClick={() => setIsAsked(false)}>
          {t('settings.removal.keep')}
        </button>
      </p>
    </div>
  )
}
