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

/** A truck with all its passes, the best first. */
export interface TracedTruck {
  truck: string
  best: Traced
  others: Traced[]
}

/** One entry a truck, in the order of its best pass. */
export function byTruck(passes: readonly Traced[]): TracedTruck[] {
  const trucks = new Map<string, Traced[]>()
  for (const pass of passes) trucks.set(pass.truck_id, [...(trucks.get(pass.truck_id) ?? []), pass])
  return [...trucks]
    .map(([truck, its]) => {
      const [best, ...others] = its.sort((a, b) => b.score - a.score)
      return { truck, best: best!, others }
    })
    .sort((a, b) => b.best.score - a.best.score)
}
