import type { Books } from '../books.ts'
import { BadQuestion } from '../refusal.ts'
import { pointId } from '../touchpoints.ts'

/** Refuses to pair a device for a touchpoint that the settings do not mount it at. */
export function touchpointWith(
  { report }: Pick<Books, 'report'>,
  { site, device }: { site: string; device: string },
  expected: string | undefined,
): void {
  const found = report.mountedAt(site, device)
  if (expected === undefined || found.touchpoint.id === expected) return
  throw new BadQuestion(
    `touchpoint: expected ${expected}, found ${site}/${device} at ${pointId(found)} in the settings`,
    'mounted-elsewhere',
    { name: device, touchpoint: found.touchpoint.id },
  )
}
