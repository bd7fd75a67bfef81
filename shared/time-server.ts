import { type ExecFileException, execFile } from 'node:child_process'
import { promisify } from 'node:util'

const ask = promisify(execFile)

/** So long a system may take to answer that has only just started. */
const longestAnswerMs = 3000
const usualMs = 60_000

/** Whether a time server has set the clock of this machine; null where nothing here can tell. */
export async function askOfTimeServer(): Promise<boolean | null> {
  const question = ['show', '--property=NTPSynchronized', '--value']
  try {
    const { stdout } = await ask('timedatectl', question, { timeout: longestAnswerMs })
    return stdout.trim() === 'yes'
  } catch (cause) {
    return (cause as ExecFileException).killed ? false : null
  }
}

/**
 * Asks until a time server has set the clock. A board without a battery goes on after a power cut
 * at the time when the power went, and looks as if nothing were wrong.
 */
export async function awaitTimeServer(everyMs = usualMs): Promise<{ hasSet(): boolean }> {
  // Where nothing can tell, the date has to do.
  let hasSet = (await askOfTimeServer()) ?? true

  async function askAgain() {
    hasSet = (await askOfTimeServer()) ?? hasSet
    if (!hasSet) askLater()
  }

  const askLater = () => setTimeout(askAgain, everyMs).unref()
  if (!hasSet) askLater()
  return { hasSet: () => hasSet }
}
