import { execFile } from 'node:child_process'

/**
 * Tells systemd that this process is ready, and as often as it asks (`WatchdogSec`) that it is
 * alive: a hang ends in a restart.
 */
export function feedWatchdog(say: (text: string) => void): { close(): void } {
  const { WATCHDOG_USEC, NOTIFY_SOCKET } = process.env
  if (NOTIFY_SOCKET === undefined) return { close() {} }
  let said = false

  // Node cannot send to a socket of datagrams, so systemd's own program does.
  function tell(state: string) {
    execFile('systemd-notify', [state], cause => {
      if (cause && !said) say(`could not tell systemd that all is well: ${cause.message}`)
      said = cause !== null
    })
  }

  tell('READY=1')
  if (WATCHDOG_USEC === undefined) return { close() {} }
  const timer = setInterval(tell, Number(WATCHDOG_USEC) / 1000 / 2, 'WATCHDOG=1')
  return { close: () => clearInterval(timer) }
}
