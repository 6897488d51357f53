import { get } from '@/api/client'
import type { Wire } from '@/api/wire'
import type { Stop } from './evidence'

export type TrackPoint = Wire<'ShowTrackPoint'>

export interface Site {
  site_id: string
  name: string
  kind: string
  /** The corners of its outer ring, longitude and latitude. */
  ring: [number, number][]
}

const halfAnHour = 1_800_000

/** The positions of a truck around a stop, thinned by the server to what a picture can show. */
export async function getTrack(truckId: string, stop: Stop, signal: AbortSignal): Promise<TrackPoint[]> {
  const query = new URLSearchParams({
    truck_id: truckId,
    from: new Date(Date.parse(stop.started_at) - halfAnHour).toISOString(),
    to: new Date(Date.parse(stop.finished_at) + halfAnHour).toISOString(),
  })
  return (await get<'/api/v1/scenarios/muck-truck/track'>(`/api/v1/scenarios/muck-truck/track?${query}`, signal)).points
}

/** The sites near a stop that were valid then. */
export async function getSites(stop: Stop, signal: AbortSignal): Promise<Site[]> {
  const query = new URLSearchParams({ lon: String(stop.lon), lat: String(stop.lat), at: stop.started_at })
  const answer = await get<'/api/v1/scenarios/muck-truck/sites'>(`/api/v1/scenarios/muck-truck/sites?${query}`, signal)
  return answer.near.map(({ polygon_wkt, ...site }) => ({ ...site, ring: outerRing(polygon_wkt) }))
}

/** POLYGON((x y, x y, …), …): the first ring. */
function outerRing(wkt: string): [number, number][] {
  const ring = /\(\(([^)]*)\)/.exec(wkt)?.[1] ?? ''
  return ring
    .split(',')
    .map((corner) => corner.trim().split(/\s+/).map(Number))
    .filter((corner): corner is [number, number] => corner.length >= 2 && corner.every(Number.isFinite))
}
