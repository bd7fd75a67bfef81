import { z } from 'zod'
import { Sites } from '../sites.ts'
import { changeRoute, jsonRoute } from './route.ts'

const Version = z.object({
  version: z.int(),
  /** From when on it holds, epoch ms; a later version that holds from there or before replaces it. */
  since: z.int(),
  enteredAt: z.int(),
  enteredBy: z.string(),
  sites: Sites,
})

export const settings = jsonRoute({
  path: '/api/settings',
  summary:
    'The settings of sites: every version, the oldest first, and whether they can be changed',
  right: 'read',
  query: z.strictObject({}),
  answer: z.object({
    /** They stand in the settings file, and can be changed only there. */
    inFile: z.boolean(),
    /** Everything is counted by them; else it is being counted again. */
    counted: z.boolean(),
    versions: z.array(Version),
  }),
  read: (_query, { books }) => ({
    inFile: books.settings.isInFile,
    counted: books.settings.isCounted(),
    versions: books.settings.versions(),
  }),
})

export const enterSites = changeRoute({
  method: 'put',
  path: '/api/settings/sites',
  summary: 'Enters new settings of all sites; answers when everything is counted by them',
  right: 'administer',
  params: z.strictObject({}),
  body: z.strictObject({
    sites: Sites,
    /** The newest version before; 0 when there is none. */
    basedOn: z.int().min(0),
    /** From when on they hold; from now on without it, and the first settings since ever. */
    since: z.iso.datetime({ offset: true }).optional(),
  }),
  answer: Version,
  change: (_params, { sites, basedOn, since }, { books }, { name }) =>
    books.settings.enter({
      sites,
      basedOn,
      since: since === undefined ? null : Date.parse(since),
      by: name,
    }),
})
