import type { ComponentChildren } from 'preact'
import { t } from './language.ts'

/** A wide or long thing that scrolls by itself. */
export function Scrolls({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a mouse it is scrolled by the keys
    <section class="scrolls" tabIndex={0} aria-label={t('frame.table', { name })}>
      {children}
    </section>
  )
}
