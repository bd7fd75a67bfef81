import type { EdgeLine, SampleLine } from '../shared/logs.ts'

/** What a remote's sensors see: laser readings and button edges, in the order of `t` (ms). */
export type Signal = SampleLine | EdgeLine
