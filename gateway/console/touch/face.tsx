/** A face from -1 (angry) to 1 (delighted): the mouth says it, so the colour need not. */
export function Face({ mood }: { mood: number }) {
  const depth = 14 * mood
  const mouth = 66 - depth / 2
  return (
    <svg class="face" viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="44" />
      <circle class="ink" cx="35" cy="41" r="5.5" />
      <circle class="ink" cx="65" cy="41" r="5.5" />
      <path class="line" d={`M30 ${mouth} Q50 ${mouth + 2 * depth} 70 ${mouth}`} />
      {mood <= -0.9 && <path class="line" d="M26 29 L42 35 M74 29 L58 35" />}
    </svg>
  )
}
