import type { ComponentChildren } from 'preact'
import { t } from './language.ts'

/** Takes what is seen away with one: printed (a browser prints into a PDF too), or as `children` say. */
export function PageTools({ children }: { children: ComponentChildren }) {
  return (
    <div class="tools">
      {children}
      <button type="button" class="button" onClick={() => print()}>
        {t('frame.print')}
      </button>
    </div>
  )
}
