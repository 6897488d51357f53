/** A figure with so many decimals, whatever they are, so that those of a column stand below each other. What rounds to nothing has no sign. */
export const fixed = (value: number, digits: number): string => (Math.round(value * 10 ** digits) / 10 ** digits + 0).toFixed(digits)
