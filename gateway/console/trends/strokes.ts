import type { IndexName } from './trend.ts'

interface Stroke {
  colour: string
  symbol: 'circle' | 'diamond' | 'rect'
  dash: 'solid' | 'dashed'
}

const first: Stroke = { colour: 'support', symbol: 'circle', dash: 'solid' }
const second: Stroke = { colour: 'critical', symbol: 'diamond', dash: 'dashed' }

/** Colours are never the only sign. */
export const strokes: Record<IndexName, Stroke> = {
  supportIndex: first,
  criticalShare: second,
  criticalityIndex: second,
  responseRate: { colour: 'possible', symbol: 'rect', dash: 'solid' },
  nps: first,
  csat: first,
  ces: first,
}
