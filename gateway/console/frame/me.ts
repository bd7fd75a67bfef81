import { signal } from '@preact/signals'
import { z } from 'zod'
import { ask, isSignedIn } from './asking.ts'
import type { PageName } from './pages.ts'

const Me = z.object({ name: z.string().nullable(), rights: z.array(z.string()) })

/** Who looks at this, and what they may see. */
export const me = signal<z.infer<typeof Me>>({ name: null, rights: [] })

export async function findOutWho(): Promise<void> {
  const found = await ask('api/me', {}, Me).catch(() => null)
  if (!found) return
  me.value = found
  isSignedIn.value = found.rights.length > 0
}

const needs: Partial<Record<PageName, string>> = {
  live: 'live',
  entry: 'enter',
  settings: 'administer',
  access: 'administer',
  start: 'administer',
}

export const may = (right: string) => me.value.rights.includes(right)

export const mayOpen = (page: PageName) => may(needs[page] ?? 'read')
