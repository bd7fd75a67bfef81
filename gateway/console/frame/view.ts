import { computed, signal } from '@preact/signals'
import type { z } from 'zod'

/*
 * What is looked at stands in the address, all of it: the page, the site and every choice made
 * there. So a link carries the whole view, and going back leads back.
 */
const query = signal(new URLSearchParams(location.search))

/** Choices of a view; null takes one away. */
export type Choices = Record<string, string | number | null>

export const page = computed(() => query.value.get('page') ?? 'live')

/** Null until somebody chooses. */
export const chosenSite = computed(() => query.value.get('site'))

/** The choices of this view, as a page's schema reads them. */
export function choicesOf<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
  return schema.parse(Object.fromEntries(query.value))
}

/** The address of this view with other choices. */
export function addressWith(choices: Choices): string {
  return addressOf(new URLSearchParams(query.value), choices)
}

/** The address of a page of the chosen site. */
export function addressOfPage(name: string, choices: Choices = {}): string {
  return addressOf(new URLSearchParams(), { page: name, site: chosenSite.value, ...choices })
}

export function go(address: string): void {
  history.pushState(null, '', address)
  read()
}

/** Changes choices in place: to go back leads to the page before. */
export function choose(choices: Choices): void {
  history.replaceState(null, '', addressWith(choices))
  read()
}

export function followAddress(): void {
  addEventListener('popstate', read)
}

function read() {
  query.value = new URLSearchParams(location.search)
}

function addressOf(asked: URLSearchParams, choices: Choices): string {
  for (const [name, choice] of Object.entries(choices)) {
    if (choice === null || choice === '') asked.delete(name)
    else asked.set(name, String(choice))
  }
  return `?${asked}`
}
