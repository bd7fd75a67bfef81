import type { Cell } from './csv.ts'
import { t } from './language.ts'

interface CsvButtonProps {
  /** Of the file, without its ending. */
  name: string
  /** What is seen, as a table; its first row names the columns. */
  table: () => Cell[][]
}

/** Takes a table away as it is seen. */
export function CsvButton({ name, table }: CsvButtonProps) {
  async function download() {
    const { csvOf } = await import('./csv.ts')
    const address = URL.createObjectURL(new Blob([csvOf(table())], { type: 'text/csv' }))
    const link = document.createElement('a')
    link.href = address
    link.download = `${name}.csv`
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <button type="button" class="button" onClick={download}>
      {t('frame.csv')}
    </button>
  )
}
