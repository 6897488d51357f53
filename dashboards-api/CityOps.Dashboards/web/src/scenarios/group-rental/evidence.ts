/** The evidence document of a suspected group rental, as the scoring job writes it. Every part may be missing in an older one. */
export interface GroupRentalEvidence {
  as_of?: string
  from_day?: string
  to_day?: string
  dwelling?: {
    town?: string
    grid_cell?: string
    building_id?: string
    rooms?: number | null
    floor_area_m2?: number | null
    registered_population?: number | null
    kinship?: string
    tenure?: string
  }
  estimate?: { occupants: number; low: number; high: number; nominal: number }
  legal_limit?: number | null
  probability?: number
  reasons?: string[]
  contributions?: Contribution[]
  coverage?: Partial<Record<Utility, number>>
  curves?: Curves
  features?: Record<string, number | null>
  what_would_change_it?: { feature: string; to: number; probability: number; zh: string; en: string }[]
  why_this_may_be_wrong?: { zh: string; en: string }[]
  model_version?: string
  model_origin?: string
}

export type Utility = 'water' | 'electricity' | 'gas'

export interface Contribution {
  feature: string
  unit: string
  value: number | null
  peers_low: number | null
  peers_high: number | null
  effect: number
  zh: string
  en: string
}

export interface Curves {
  days: string[]
  daily: Partial<Record<Utility, (number | null)[]>>
  hourly_profile: Partial<Record<Utility, (number | null)[]>>
}

export const utilities: readonly Utility[] = ['water', 'electricity', 'gas']

export const unitOf: Record<Utility, string> = { water: 'L', electricity: 'kWh', gas: 'm³' }
