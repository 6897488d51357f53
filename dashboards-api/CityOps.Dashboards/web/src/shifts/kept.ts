/** Instructions that are typed and not signed yet, kept in this browser so that leaving the page loses nothing. */
const key = (handover: string) => `cityops.handover.${handover}`

export const kept = {
  of: (handover: string): string | null => localStorage.getItem(key(handover)),
  /** What the server has already needs no keeping. */
  keep(handover: string, text: string, signed: string) {
    if (text === signed) localStorage.removeItem(key(handover))
    else localStorage.setItem(key(handover), text)
  },
  drop: (handover: string) => localStorage.removeItem(key(handover)),
}
