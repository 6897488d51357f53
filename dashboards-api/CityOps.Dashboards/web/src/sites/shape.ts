import type { Place } from '@/map/wkt'

const pair = ([lon, lat]: Place) => `${lon.toFixed(6)} ${lat.toFixed(6)}`

/** The corners as a closed ring; '' for fewer than three. */
export const polygonOf = (corners: readonly Place[]): string => (corners.length < 3 ? '' : `POLYGON((${[...corners, corners[0]!].map(pair).join(', ')}))`)

/** '' for fewer than two. */
export const lineStringOf = (places: readonly Place[]): string => (places.length < 2 ? '' : `LINESTRING(${places.map(pair).join(', ')})`)

export const textOf = (places: readonly Place[]): string => places.map(([lon, lat]) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`).join('\n')

function placeOf(line: string): Place | null {
  const numbers = line.split(/[,，\s]+/).filter(Boolean).map(Number)
  const [lon, lat] = numbers
  return numbers.length === 2 && Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90 ? [lon!, lat!] : null
}

/** One place a line, longitude first; what is no place is left out. */
export const placesOf = (text: string): Place[] => text.split('\n').map(placeOf).filter((place) => place !== null)

/** The lines, counted from one, that are neither a place nor empty. */
export const unreadLines = (text: string): number[] => text.split('\n').flatMap((line, i) => (line.trim() !== '' && placeOf(line) === null ? [i + 1] : []))

/** The first two sides of the closed ring that cross, each by the corner it begins at, counted from one; null where none do. */
export function crossing(corners: readonly Place[]): [number, number] | null {
  const n = corners.length
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      // The last side ends where the first begins.
      if (i === 0 && j === n - 1) continue
      if (meet(corners[i]!, corners[i + 1]!, corners[j]!, corners[(j + 1) % n]!)) return [i + 1, j + 1]
    }
  }
  return null
}

/** Above zero where c lies to the left of the way from a to b. */
const side = ([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): number => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))

const between = ([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): boolean => cx >= Math.min(ax, bx) && cx <= Math.max(ax, bx) && cy >= Math.min(ay, by) && cy <= Math.max(ay, by)

function meet(a: Place, b: Place, c: Place, d: Place): boolean {
  const [c1, d1, a1, b1] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  if (c1 !== d1 && a1 !== b1) return true
  return (c1 === 0 && between(a, b, c)) || (d1 === 0 && between(a, b, d)) || (a1 === 0 && between(c, d, a)) || (b1 === 0 && between(c, d, b))
}
