import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')

/** The rules that look at colours. */
export const ofColours = ['color-contrast', 'link-in-text-block']

/** What axe finds on a page, by all of its rules or only by some. */
export async function axeViolations(page: Page, rules?: string[]): Promise<string[]> {
  // What is folded away is looked at too.
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(source)
  return page.evaluate(async runOnly => {
    const { violations } = await (
      globalThis as unknown as { axe: typeof import('axe-core') }
    ).axe.run({ resultTypes: ['violations'], ...(runOnly && { runOnly }) })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }, rules)
}
