/** Where somebody was when the session ended. The sign-in link and the district's own sign-on lead to the start, which then goes on there. */
const key = 'cityops.come-back'
const goodMs = 600_000

/** A path of this site, not an address elsewhere. */
export const isOwnPath = (path: unknown): path is string => typeof path === 'string' && /^\/(?![/\\])/.test(path)

export function rememberPlace(path: unknown): void {
  if (isOwnPath(path) && path !== '/') localStorage.setItem(key, JSON.stringify({ path, at: Date.now() }))
}

/** The place, once, and only for as long as it is likely to be the same person. */
export function takePlace(): string | null {
  const kept = localStorage.getItem(key)
  localStorage.removeItem(key)
  if (!kept) return null
  const { path, at } = JSON.parse(kept) as { path: unknown; at: number }
  return isOwnPath(path) && Date.now() - at < goodMs ? path : null
}
