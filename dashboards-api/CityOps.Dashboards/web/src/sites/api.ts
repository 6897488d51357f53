import { get, post } from '@/api/client'

export const kinds = ['construction', 'disposal', 'parking', 'washing', 'forbidden'] as const

export interface Site {
  site_id: string
  name: string
  kind: string
  polygon_wkt: string
  max_speed_kmh: number | null
  valid_from: string
  valid_to: string | null
}

export interface Permit {
  permit_id: string
  truck_id: string
  valid_from: string
  valid_to: string | null
  daily_from: string
  daily_to: string
  loading_site: string
  disposal_site: string
  route_wkt: string
  corridor_m: number | null
}

const root = '/api/v1/scenarios/muck-truck/register'

export const register = {
  sites: async () => (await get<{ sites: Site[] }>(`${root}/sites`)).sites,
  permits: async () => (await get<{ permits: Permit[] }>(`${root}/permits`)).permits,
  putSite: (site: Partial<Site> & { reason: string }) => post<Site>(`${root}/sites`, site),
  putPermit: (permit: Partial<Permit> & { reason: string }) => post<Permit>(`${root}/permits`, permit),
}

/** Whether it holds now; what begins later does too, for a list of what is to come. */
export const holds = (one: { valid_to: string | null }): boolean => !one.valid_to || Date.parse(one.valid_to) > Date.now()
