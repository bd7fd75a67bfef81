import { z } from 'zod'

/** As a browser reads it too. */
export const nameForm = '[a-z0-9\\-]{1,32}'
const form = new RegExp(`^${nameForm}$`)

/** A site, touchpoint, device or boot, as it stands in topics, file names and addresses. */
export const Name = z.string().regex(form, 'must be 1 to 32 of a-z, 0-9 and -')

/** A device; `live` is taken: under that name the gateway tells today's numbers. */
export const DeviceName = Name.refine(name => name !== 'live', 'must not be live')

/** The same, for the way of every message, where a schema would take its time. */
export const isName = (text: string) => form.test(text)
