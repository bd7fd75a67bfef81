import type { ComponentType } from 'preact'
import { LivePage } from '../live/live-page.tsx'
import type { NamedSite } from './sites.ts'

/** What a page is about. */
export interface PageProps {
  site: NamedSite
}

/** The pages in the order of their links; what not everybody looks at is fetched when opened. */
export const pages = {
  live: async () => LivePage,
  trends: async () => (await import('../trends/trends-page.tsx')).TrendsPage,
  trust: async () => (await import('../trust/trust-page.tsx')).TrustPage,
  entry: async () => (await import('../entry/entry-page.tsx')).EntryPage,
  devices: async () => (await import('../devices/devices-page.tsx')).DevicesPage,
  settings: async () => (await import('../settings/settings-page.tsx')).SettingsPage,
  access: async () => (await import('../access/access-page.tsx')).AccessPage,
  start: async () => (await import('../start/start-page.tsx')).StartPage,
} satisfies Record<string, () => Promise<ComponentType<PageProps>>>

export type PageName = keyof typeof pages

export const pageNames = Object.keys(pages) as PageName[]
