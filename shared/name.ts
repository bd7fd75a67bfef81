import { z } from 'zod'

/** A site, touchpoint, device or boot, as it stands in topics, file names and addresses. */
export const Name = z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and -')
