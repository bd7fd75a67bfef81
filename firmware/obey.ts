import type { operate } from './operate.ts'
import type { Uplink } from './uplink.ts'

/** Makes a remote do what its gateway asks. */
export function obey(
  uplink: Uplink,
  remote: ReturnType<typeof operate>,
  restart: () => void,
): void {
  uplink.onAsked({
    config: remote.configure,
    command({ do: what }) {
      if (what === 'identify') remote.identify()
      else if (what === 'look') uplink.show(remote.look())
      else restart()
    },
  })
}
