import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on a page. */
export async function axeViolations(page: Page): Promise<string[]> {
  // What is folded away is looked at too.
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(source)
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: typeof import('axe-core') }
    ).axe.run({ resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}
