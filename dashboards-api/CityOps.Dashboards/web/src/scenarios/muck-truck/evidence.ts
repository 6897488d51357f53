/** The evidence document of a suspected dumping, as the truck processor writes it. Every part may be missing in an older one. */
export interface TruckEvidence {
  kind?: string
  truck_id?: string
  /** The roadside sensor that saw it, where one did. */
  sensor_id?: string
  stop?: Stop
  load_before?: string
  load_after?: string
  speed_kmh?: number
  limit_kmh?: number
  off_route_m?: number
  corridor_m?: number
  out_of_hours_min?: number
  /** The signal that is at fault. */
  device?: string
  /** The kind of incident that is muted for it, and until when. */
  signal?: string
  muted_until?: string
  bed_lifted?: boolean
  lid_opened?: boolean
  nearest_permitted_site?: { site_id: string; name: string | null; kind: string; distance_m: number } | null
  /** Dust: by how much PM10 in dry air rose, and from what. */
  pm10_rise_ugm3?: number
  pm10_before_ugm3?: number
  /** Dark: how long no position came. */
  silent_min?: number
  /** How many cameras' readings it rests on. */
  sightings?: number
  /** What a score rests on; the strongest first. */
  contributions?: ScoreContribution[]
  permits?: { permit_id: string; loading_site: string | null; disposal_site: string | null }[]
}

/** What one feature speaks for, in log odds; no value where nobody measured it. */
export interface ScoreContribution {
  feature: string
  value?: number
  log_odds: number
}

export interface Stop {
  started_at: string
  finished_at: string
  lon: number
  lat: number
  points: number
}
