/** The value of a design token as the page shows it now; canvases can't read CSS by themselves. */
export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
