import type { Database } from './database.ts'

/** What is wrong with the file of a database that is compared; nothing of it may be relied on. */
export function flawsIn({ sqlite }: Database): string[] {
  const found = sqlite.pragma('kept.integrity_check') as { integrity_check: string }[]
  const lines = found.flatMap(row => row.integrity_check.split('\n'))
  return lines.filter(line => line !== 'ok' && !line.startsWith('***'))
}
