import { workerData } from 'node:worker_threads'
import { openShare } from './database/database.ts'
import { isIn, type Share } from './database/share.ts'
import { openTables } from './database/tables.ts'
import { countAll } from './tallying.ts'
import { openTouchpoints } from './touchpoints.ts'

const share = workerData as Share
const database = openShare(share)
database.inTransaction(() => {
  const tables = openTables(database, isIn(share))
  countAll(tables, openTouchpoints(tables.versions.all()))
})
database.close()
