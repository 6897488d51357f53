import { get } from '@/api/client'
import type { Wire } from '@/api/wire'
import type { Place } from '@/map/wkt'

/** A truck that came by a place; `score` orders, it is no probability. */
export type Traced = Wire<'TraceTrucksTraced'>

export async function traceTrucks([lon, lat]: Place, radius: number, from: number, to: number, signal?: AbortSignal): Promise<Traced[]> {
  const query = new URLSearchParams({
    lon: lon.toFixed(6),
    lat: lat.toFixed(6),
    radius_m: String(radius),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  })
  return (await get<'/api/v1/scenarios/muck-truck/trace'>(`/api/v1/scenarios/muck-truck/trace?${query}`, signal)).trucks
}
