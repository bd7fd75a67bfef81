import { type AuditLog, openAuditLog } from './audit-log.ts'
import { type Credentials, openCredentials } from './credentials.ts'
import type { Database } from './database.ts'
import { openPeople, type People } from './people.ts'

/** Who may come in, and who changed what. */
export interface AccessTables {
  people: People
  credentials: Credentials
  audit: AuditLog
}

export const openAccessTables = (database: Database): AccessTables => ({
  people: openPeople(database),
  credentials: openCredentials(database),
  audit: openAuditLog(database),
})
