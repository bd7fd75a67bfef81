/**
 * The quantile of the normal distribution, right to seven digits. M. J. Wichura, "Algorithm AS
 * 241: The percentage points of the normal distribution", Applied Statistics 37 (1988) 477-484.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (
      (q * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)) /
      (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
    )
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)))
  return Math.sign(q) * (r <= 5 ? nearTail(r - 1.6) : farTail(r - 5))
}

const nearTail = (r: number) =>
  (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) /
  ((0.12021132975 * r + 0.7370016425) * r + 1)

const farTail = (r: number) =>
  (((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115) /
  ((0.012258202635 * r + 0.24197894225) * r + 1)

/**
 * The quantile of Student's t, right to 1 % from five degrees of freedom on. Abramowitz and
 * Stegun, "Handbook of Mathematical Functions" (1964), 26.7.5.
 */
export function studentQuantile(p: number, degrees: number): number {
  const z = normalQuantile(p)
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  )
}
