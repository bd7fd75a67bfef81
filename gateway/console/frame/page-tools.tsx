import { type Cell, csvOf } from './csv.ts'
import { t } from './language.ts'

interface PageToolsProps {
  /** Of the file, without its ending. */
  name: string
  /** What is seen, as a table; its first row names the columns. */
  table: () => Cell[][]
}

/** Takes what is seen away with one: as a table, or printed (a browser prints into a PDF too). */
export function PageTools(props: PageToolsProps) {
  return (
    <div class="tools">
      <CsvButton {...props} />
      <button type="button" class="button" onClick={() => print()}>
        {t('frame.print')}
      </button>
    </div>
  )
}

/** Takes one table of a page away. */
export function CsvButton({ name, table }: PageToolsProps) {
  function download() {
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
