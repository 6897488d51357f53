import { get, post } from '@/api/client'
import type { Wire } from '@/api/wire'

export const kinds = ['construction', 'disposal', 'parking', 'washing', 'forbidden'] as const

export type Site = Wire<'SiteRegisterRegisteredSite'>

export type Permit = Wire<'PermitRegisterRegisteredPermit'>

const root = '/api/v1/scenarios/muck-truck/register'

export const register = {
  sites: async () => (await get(`${root}/sites`)).sites,
  permits: async () => (await get(`${root}/permits`)).permits,
  putSite: (site: Wire<'SiteRegisterBody'>) => post(`${root}/sites`, site),
  putPermit: (permit: Wire<'PermitRegisterBody'>) => post(`${root}/permits`, permit),
}

/** Whether it holds now; what begins later does too, for a list of what is to come. */
export const holds = (one: { valid_to: string | null }): boolean => !one.valid_to || Date.parse(one.valid_to) > Date.now()
