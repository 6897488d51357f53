import type { Map as MapLibre } from 'maplibre-gl'
import { boundsOf, type Place } from '@/map/wkt'

export type Point = { x: number; y: number }

const margin = 48

/** Where places stand in a box; where no map can be drawn, as they stand to each other. */
export function projectionOf(map: MapLibre | undefined, show: (place: Place) => Place, box: { width: number; height: number }, places: readonly Place[]): (place: Place) => Point {
  if (map) return (place) => map.project(show(place))
  const [west, south, east, north] = boundsOf(places) ?? [0, 0, 1, 1]
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min((box.width - 2 * margin) / Math.max((east - west) * narrow, 1e-6), (box.height - 2 * margin) / Math.max(north - south, 1e-6))
  return ([lon, lat]) => ({ x: box.width / 2 + (lon - (west + east) / 2) * narrow * scale, y: box.height / 2 - (lat - (south + north) / 2) * scale })
}

const labelPx = { height: 28, padding: 40, letter: 8 }

/** Names that would lie on each other go one below the other: whoever stands at the same place stays readable, and can be dropped on. */
export function apart(labels: readonly { name: string; x: number; y: number }[]): ReadonlyMap<string, Point> {
  const laid: { x: number; y: number; half: number }[] = []
  const points = new Map<string, Point>()
  for (const { name, x, y } of [...labels].sort((a, b) => a.y - b.y)) {
    const half = (labelPx.padding + name.length * labelPx.letter) / 2
    let free = y
    for (const other of laid) if (Math.abs(other.x - x) < other.half + half && Math.abs(other.y - free) < labelPx.height) free = other.y + labelPx.height
    laid.push({ x, y: free, half })
    laid.sort((a, b) => a.y - b.y)
    points.set(name, { x, y: free })
  }
  return points
}
