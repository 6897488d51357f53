/** What one feature added to a score, above 0 where it raises it, and a sentence that says so. */
export interface Contribution {
  feature: string
  effect: number
  text: string
}
