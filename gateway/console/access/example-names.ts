/** Names as people give them, the same in every language. */
export const exampleNames = { site: 'hall', device: 'counter-1', till: 'hall/till-1' }
