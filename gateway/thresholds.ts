import { InvalidArgumentError } from 'commander'
import { problemsIn } from '../shared/parsing.ts'
import { Counting } from './sites.ts'

/** Reads `--set name=value`, given once per threshold. */
export function readThreshold(text: string, before: Partial<Counting> = {}): Partial<Counting> {
  const [name = '', ...values] = text.split('=')
  const value = values.join('=')
  const known = Object.keys(Counting.shape)
  if (!known.includes(name)) {
    throw new InvalidArgumentError(`expected one of ${known.join(', ')}, found ${name}`)
  }
  const number = Number(value.trim() || Number.NaN)
  const result = Counting.partial().safeParse({ [name]: number })
  if (!result.success) {
    const problem = Number.isNaN(number)
      ? `expected a whole number → at ${name}`
      : problemsIn(result.error).join('; ')
    throw new InvalidArgumentError(`${problem}, found ${value || 'nothing'}`)
  }
  return { ...before, [name]: number }
}
