export type Place = [lon: number, lat: number]

const numbers = (text: string): Place[] =>
  text
    .split(',')
    .map((pair) => pair.trim().split(/\s+/).map(Number))
    .filter((pair) => pair.length >= 2 && pair.every(Number.isFinite))
    .map(([lon, lat]) => [lon!, lat!])

/** POLYGON((x y, x y, …), …): the outer ring. */
export const ringOf = (wkt: string): Place[] => numbers(/\(\(([^)]*)\)/.exec(wkt)?.[1] ?? '')

/** LINESTRING(x y, x y, …). */
export const lineOf = (wkt: string): Place[] => numbers(/\(([^()]*)\)/.exec(wkt)?.[1] ?? '')

/** West, south, east, north of places; null for none. */
export function boundsOf(places: readonly Place[]): [number, number, number, number] | null {
  if (places.length === 0) return null
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of places) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}
