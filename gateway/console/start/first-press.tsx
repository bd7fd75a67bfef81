import { useEffect, useState } from 'preact/hooks'
import { EventSearch, type FoundEvent } from '../../../shared/event-search.ts'
import { useAnswer } from '../frame/asking.ts'
import { clock } from '../frame/format.ts'
import { t } from '../frame/language.ts'

const askMs = 1_000

/** Looks for a press until there is one. */
export function useFirstPress(): FoundEvent | null {
  const [asOf, setAsOf] = useState(0)
  const pressed = useAnswer('api/events', { kind: 'pressed', limit: 1 }, EventSearch, asOf)
  const press = pressed.answer?.events[0] ?? null
  useEffect(() => {
    if (press) return
    const timer = setInterval(() => setAsOf(Date.now()), askMs)
    return () => clearInterval(timer)
  }, [press === null])
  return press
}

export function FirstPress({ press }: { press: FoundEvent | null }) {
  if (!press) return <p role="status">{t('start.press.waiting')}</p>
  return (
    <p role="status" class="told">
      {t('start.press.seen', {
        button: Number(press.tells.button),
        device: press.device,
        time: clock(press.time),
      })}
    </p>
  )
}
