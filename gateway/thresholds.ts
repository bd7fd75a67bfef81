import { InvalidArgumentError } from 'commander'
import { Counting } from './sites.ts'

/** Reads `--set name=value`, given once per threshold. */
export function readThreshold(text: string, before: Partial<Counting> = {}): Partial<Counting> {
  const [name = '', value = ''] = text.split('=')
  const known = Object.keys(Counting.shape)
  if (!known.includes(name)) {
    throw new InvalidArgumentError(`expected one of ${known.join(', ')}, found ${name}`)
  }
  const result = Counting.partial().safeParse({ [name]: Number(value || Number.NaN) })
  if (!result.success) throw new InvalidArgumentError(`expected a whole number for ${name}`)
  return { ...before, [name]: Number(value) }
}
