import { effect, signal } from '@preact/signals'
import { remember, remembered } from './remembered.ts'

type Theme = 'light' | 'dark'

const kept = 'loyalty-theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

/** What somebody chose here; null follows the system. */
const chosen = signal<Theme | null>(null)
const system = signal<Theme>('light')
const isPrinting = signal(false)

/** Paper is light. */
export const theme = () => (isPrinting.value ? 'light' : (chosen.value ?? system.value))

export function startTheme(): void {
  const before = remembered(kept)
  chosen.value = before === 'light' || before === 'dark' ? before : null
  const follow = () => {
    system.value = dark.matches ? 'dark' : 'light'
  }
  dark.addEventListener('change', follow)
  follow()
  addEventListener('beforeprint', () => {
    isPrinting.value = true
  })
  addEventListener('afterprint', () => {
    isPrinting.value = false
  })
  effect(() => {
    document.documentElement.dataset.theme = theme()
  })
}

export function chooseTheme(wanted: Theme): void {
  chosen.value = wanted
  remember(kept, wanted)
}
