import { useState } from 'preact/hooks'
import { preferredLanguage, words } from './words.ts'

interface Props {
  device: string
  /** Whether the code was one for this tablet. */
  send(code: string): Promise<boolean>
}

/** What a tablet shows that the gateway does not know yet. */
export function Pairing({ device, send }: Props) {
  const [isWrong, setWrong] = useState(false)
  const text = words[preferredLanguage()]

  async function tell(event: SubmitEvent) {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const code = new FormData(event.target).get('code')
    setWrong(!(await send(String(code)).catch(() => false)))
  }

  return (
    <form onSubmit={tell}>
      <label for="code">{text.pair(device)}</label>
      <input id="code" name="code" required autocomplete="off" maxLength={64} />
      <button type="submit">{text.send}</button>
      {isWrong && <p role="alert">{text.wrongCode}</p>}
    </form>
  )
}
