/** Keeps this process busy, as a disk that does not answer does. */
export function standStill(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}
