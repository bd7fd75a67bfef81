/*
 * Tells one press after another into an outbox, and names each on standard output once it is
 * told. Run as a process of its own, to be killed at any moment.
 */
import { openOutbox } from '../../firmware/outbox.ts'

const [, , folder = ''] = process.argv
const outbox = openOutbox(folder)
for (let n = 1; n <= 100_000; n += 1) {
  const { seq } = outbox.tell(
    { kind: 'pressed', up: n, button: 1, heldMs: 1 },
    { at: n, synced: true },
  )
  process.stdout.write(`${outbox.boot} ${seq}\n`)
}
