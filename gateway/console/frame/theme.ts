import { effect, signal } from '@preact/signals'
import { remember, remembered } from './remembered.ts'

type Theme = 'light' | 'dark'

const kept = 'loyalty-theme'
const dark = matchMedia('(prefers-color-scheme: dark)')
const print = matchMedia('print')

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
    isPrinting.value = print.matches
  }
  dark.addEventListener('change', follow)
  print.addEventListener('change', follow)
  follow()
  effect(() => {
    document.documentElement.dataset.theme = theme()
  })
}

export function chooseTheme(wanted: Theme): void {
  chosen.value = wanted
  remember(kept, wanted)
}
