/** Where on a scale a value lies, as CSS says it. */
export function at(value: number, [lowest, highest]: readonly [number, number]): string {
  const share = (value - lowest) / (highest - lowest)
  return `${Math.min(1, Math.max(0, share)) * 100}%`
}
