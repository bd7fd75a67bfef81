import { startLiveRemote } from './live-remote.ts'
import type { ProfileName } from './profiles.ts'
import { openScratchFolder } from './scratch-folder.ts'

/** Runs many virtual remotes, `virtual-1` and on, against a gateway; their outboxes are scratch. */
export function startFleet(
  fleet: { gateway: string; site: string; devices: number; profile: ProfileName; seed: number },
  say: (text: string) => void,
): { close(): Promise<void> } {
  const scratch = openScratchFolder()
  const remotes = Array.from({ length: fleet.devices }, (_, index) => {
    const device = `virtual-${index + 1}`
    const { gateway, site, profile } = fleet
    // One voice is enough: what the first remote meets, they all meet.
    const sayOnce = index === 0 ? say : () => {}
    const remote = { gateway, site, device, profile, seed: fleet.seed + index }
    return startLiveRemote(remote, scratch.path, sayOnce)
  })
  return {
    async close() {
      await Promise.all(remotes.map(remote => remote.close()))
      scratch.close()
    },
  }
}
