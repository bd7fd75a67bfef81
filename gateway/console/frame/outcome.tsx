import { Refusal } from './refusal.tsx'
import type { Told } from './telling.ts'

interface OutcomeProps {
  /** Null: nothing was asked for yet. */
  of: Told<unknown> | null
  done?: string
}

/** What became of what was asked for: that it is done, in these words if any, or why not. */
export function Outcome({ of: told, done }: OutcomeProps) {
  if (told === null) return null
  if (!told.ok) {
    return (
      <p class="fault" role="alert">
        <Refusal of={told.refused} />
      </p>
    )
  }
  return done === undefined ? null : (
    <p class="told" role="status">
      {done}
    </p>
  )
}
