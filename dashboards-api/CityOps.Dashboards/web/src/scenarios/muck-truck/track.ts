import { get } from '@/api/client'

export interface TrackPoint {
  at: string
  lon: number
  lat: number
  speed_kmh: number | null
  load: string
  lid: string
}

/** The positions of a truck between two instants, thinned by the server to what a picture can show. */
export async function getTrack(truckId: string, from: number, to: number, signal: AbortSignal): Promise<TrackPoint[]> {
  const query = new URLSearchParams({ truck_id: truckId, from: new Date(from).toISOString(), to: new Date(to).toISOString() })
  return (await get<{ points: TrackPoint[] }>(`/api/v1/scenarios/muck-truck/track?${query}`, signal)).points
}
