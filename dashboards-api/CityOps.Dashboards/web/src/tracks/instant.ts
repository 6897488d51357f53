/** The clock of a zone at an instant, as `datetime-local` writes it. */
export function toLocal(instant: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant))
  return parts.replace(' ', 'T')
}

/** The instant at which a zone's clock shows this; null for what is no time. */
export function fromLocal(text: string, zone: string): number | null {
  const asUtc = Date.parse(`${text}:00Z`)
  if (Number.isNaN(asUtc)) return null
  const offset = (at: number) => Date.parse(`${toLocal(at, zone)}:00Z`) - Math.floor(at / 60_000) * 60_000
  // Twice, for instants near a change of the clock.
  const guess = asUtc - offset(asUtc)
  return asUtc - offset(guess)
}
