import type { ComponentChildren } from 'preact'
import { go } from './view.ts'

interface LinkProps {
  to: string
  children: ComponentChildren
  class?: string
  current?: boolean
}

/** A link to another view, without asking the gateway for this page again. */
export function Link({ to, children, class: name, current }: LinkProps) {
  function follow(event: MouseEvent) {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go(to)
    const [, part = ''] = to.split('#')
    const place = document.getElementById(part)
    if (place) place.scrollIntoView()
    else scrollTo(0, 0)
  }
  return (
    <a href={to} class={name} aria-current={current ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  )
}
