import { get } from '@/api/client'
import type { Wire } from '@/api/wire'
import type { Place } from '@/map/wkt'

export type Scene = Wire<'ShowSceneScene'>

/** A truck's positions in columns: replays look them up at every frame. Times are milliseconds since 1970, ascending. */
export interface Track {
  truck: string
  at: Float64Array
  lon: Float64Array
  lat: Float64Array
  speed: Float32Array
  load: string[]
  lid: string[]
}

const query = (truck: string, from: number, to: number) => new URLSearchParams({ truck_id: truck, from: new Date(from).toISOString(), to: new Date(to).toISOString() })

export async function getTrack(truck: string, from: number, to: number, signal?: AbortSignal): Promise<Track> {
  const { points } = await get<'/api/v1/scenarios/muck-truck/track'>(`/api/v1/scenarios/muck-truck/track?${query(truck, from, to)}`, signal)
  return {
    truck,
    at: Float64Array.from(points, (p) => Date.parse(p.at)),
    lon: Float64Array.from(points, (p) => p.lon),
    lat: Float64Array.from(points, (p) => p.lat),
    speed: Float32Array.from(points, (p) => p.speed_kmh ?? NaN),
    load: points.map((p) => p.load),
    lid: points.map((p) => p.lid),
  }
}

export const getScene = (truck: string, from: number, to: number, signal?: AbortSignal): Promise<Scene> =>
  get<'/api/v1/scenarios/muck-truck/scene'>(`/api/v1/scenarios/muck-truck/scene?${query(truck, from, to)}`, signal)

/** The last position at or before an instant, by halving; -1 before the first. */
export function indexAt(track: Track, time: number): number {
  let [low, high] = [0, track.at.length - 1]
  if (high < 0 || time < track.at[0]!) return -1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (track.at[middle]! <= time) low = middle
    else high = middle - 1
  }
  return low
}

/** A gap longer than this is not drawn through: nobody knows where the truck was. */
const longestGapMs = 600_000

/** Where a truck is at an instant, between two positions on the straight line; null before its first and within long gaps. */
export function placeAt(track: Track, time: number): Place | null {
  const i = indexAt(track, time)
  if (i < 0) return null
  const next = i + 1
  if (next >= track.at.length) return [track.lon[i]!, track.lat[i]!]
  const span = track.at[next]! - track.at[i]!
  if (span > longestGapMs) return time - track.at[i]! < 60_000 ? [track.lon[i]!, track.lat[i]!] : null
  const share = (time - track.at[i]!) / span
  return [track.lon[i]! + (track.lon[next]! - track.lon[i]!) * share, track.lat[i]! + (track.lat[next]! - track.lat[i]!) * share]
}

/** Faster than this between two positions, no truck is: one of them is where the receiver lost its way. Metres a second. */
const fastest = 55

const metresBetween = (track: Track, i: number, j: number): number =>
  Math.hypot((track.lon[i]! - track.lon[j]!) * Math.cos((track.lat[i]! * Math.PI) / 180), track.lat[i]! - track.lat[j]!) * 111_320

const isJump = (track: Track, i: number): boolean => metresBetween(track, i, i - 1) > 200 + (fastest * (track.at[i]! - track.at[i - 1]!)) / 1000

/** Nothing is drawn from the position before: nobody knows what lay between, or it was a jump. */
export const isGap = (track: Track, i: number): boolean => i > 0 && (track.at[i]! - track.at[i - 1]! > longestGapMs || isJump(track, i))

/** The positions that lie where the track goes; not those it jumps to and back from. */
export const steadyPlaces = (track: Track): Place[] =>
  Array.from(track.at, (_, i) => i)
    .filter((i) => !(isJump(track, Math.max(i, 1)) && (i + 1 >= track.at.length || isJump(track, i + 1))))
    .map((i): Place => [track.lon[i]!, track.lat[i]!])

/** The position nearest to a place, within some degrees; -1 for none. */
export function nearest(track: Track, [lon, lat]: Place, within: number): number {
  const narrow = Math.cos((lat * Math.PI) / 180)
  let [best, at] = [within, -1]
  for (let i = 0; i < track.at.length; i++) {
    const away = Math.hypot((track.lon[i]! - lon) * narrow, track.lat[i]! - lat)
    if (away < best) [best, at] = [away, i]
  }
  return at
}
