import { InvalidArgumentError } from 'commander'
import { isName } from '../shared/name.ts'
import type { Speed } from './pace.ts'

/** Reads an option that is a whole number. */
export const wholeNumber = (low: number, high: number) => (text: string) => {
  const number = Number(text)
  if (Number.isInteger(number) && number >= low && number <= high && text !== '') return number
  throw new InvalidArgumentError(`expected a whole number from ${low} to ${high}`)
}

/** Reads an option that is one of a few words. */
export const choiceOf =
  <Choice extends string>(choices: readonly Choice[]) =>
  (text: string): Choice => {
    const choice = choices.find(choice => choice === text)
    if (choice !== undefined) return choice
    throw new InvalidArgumentError(`expected one of ${choices.join(', ')}`)
  }

/** Reads an option that is a speed. */
export function speed(text: string): Speed {
  if (text === 'max') return text
  if (Number(text) > 0) return Number(text)
  throw new InvalidArgumentError('expected a number above 0 or max')
}

/** Reads an option that is the address of a gateway. */
export function mqttAddress(text: string): string {
  if (/^mqtts?:$/.test(URL.parse(text)?.protocol ?? '')) return text
  throw new InvalidArgumentError('expected an address like mqtt://127.0.0.1:1883')
}

/** Reads an option that names a site. */
export function siteName(text: string): string {
  if (isName(text)) return text
  throw new InvalidArgumentError('expected 1 to 32 of a-z, 0-9 and -')
}
