import { get } from '@/api/client'
import type { Place } from '@/map/wkt'

/** A truck that came by a place; `score` orders, it is no probability. */
export interface Traced {
  truck_id: string
  score: number
  reasons: string[]
  first_at: string
  last_at: string
  nearest_at: string
  nearest_m: number
  positions: number
  loaded: number | null
  lid_open: number | null
  max_speed_kmh: number | null
  lost_kg: number | null
}

export async function traceTrucks([lon, lat]: Place, radius: number, from: number, to: number, signal?: AbortSignal): Promise<Traced[]> {
  const query = new URLSearchParams({
    lon: lon.toFixed(6),
    lat: lat.toFixed(6),
    radius_m: String(radius),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  })
  return (await get<{ trucks: Traced[] }>(`/api/v1/scenarios/muck-truck/trace?${query}`, signal)).trucks
}
