import { meanOf, pointsIn, type Sample, scatterOf, sizeOf } from './sample.ts'

/**
 * The means of samples, each drawn towards the mean of all: the less its customers tell, the
 * further. H. Bühlmann and E. Straub, "Glaubwürdigkeit für Schadensätze", Mitteilungen der
 * Vereinigung Schweizerischer Versicherungsmathematiker 70 (1970) 111-133.
 */
export function shrink(samples: Sample[]): number[] {
  const sizes = samples.map(sizeOf)
  const all = sum(sizes)
  const grand = sum(samples.map(pointsIn)) / all
  const degrees = all - samples.length
  const within = degrees > 0 ? sum(samples.map(scatterOf)) / degrees : 0
  const between = varianceBetween(samples, grand, within)
  if (between === 0) return samples.map(() => grand)
  const trust = sizes.map(n => (n * between) / (n * between + within))
  const middle =
    sum(samples.map((sample, index) => (trust[index] ?? 0) * meanOf(sample))) / sum(trust)
  return samples.map((sample, index) => {
    const own = trust[index] ?? 0
    return own * meanOf(sample) + (1 - own) * middle
  })
}

/** How much the samples differ beyond what chance makes of few customers. */
function varianceBetween(samples: Sample[], grand: number, within: number): number {
  const sizes = samples.map(sizeOf)
  const all = sum(sizes)
  const scatter = sum(samples.map(sample => sizeOf(sample) * (meanOf(sample) - grand) ** 2))
  const room = all - sum(sizes.map(n => n * n)) / all
  return room > 0 ? Math.max(0, (scatter - (samples.length - 1) * within) / room) : 0
}

const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)
