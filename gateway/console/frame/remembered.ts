/** What this browser was told before; storage may be forbidden, then a choice holds until the page is left. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

export function remember(name: string, choice: string): void {
  try {
    localStorage.setItem(name, choice)
  } catch {
    // Nobody is told: the choice holds for now.
  }
}
