import { z } from 'zod'

/*
 * To be imported before any schema: by default they compile themselves from text, which the
 * content-security-policy forbids.
 */
z.config({ jitless: true })
