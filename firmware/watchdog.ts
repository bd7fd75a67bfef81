import { execFile } from 'node:child_process'

/** Tells systemd that this process is alive, if it asks (`WatchdogSec`): a hang ends in a restart. */
export function feedWatchdog(say: (text: string) => void): { close(): void } {
  const { WATCHDOG_USEC, NOTIFY_SOCKET } = process.env
  if (WATCHDOG_USEC === undefined || NOTIFY_SOCKET === undefined) return { close() {} }
  let said = false

  // Node cannot send to a socket of datagrams, so systemd's own program does.
  function feed() {
    execFile('systemd-notify', ['WATCHDOG=1'], cause => {
      if (cause && !said) say(`could not tell systemd that all is well: ${cause.message}`)
      said = cause !== null
    })
  }

  feed()
  const timer = setInterval(feed, Number(WATCHDOG_USEC) / 1000 / 2)
  return { close: () => clearInterval(timer) }
}
