import { get } from '@/api/client'
import type { Wire } from '@/api/wire'

export const steps = ['events', 'suspicions', 'cases', 'filed', 'orders', 'visits', 'closures'] as const
export type Flow = Wire<'Flow'>

export type IndicatorFigure = Wire<'IndicatorFigure'>

export type Overview = Wire<'DistrictOverview'>

export type Truck = Wire<'FleetTruck'>

export type Heat = Wire<'ShowHeatHeat'>

export type Definition = Wire<'IndicatorDefinition'>

export type Trend = Wire<'IndicatorReport'>

export const screen = {
  overview: () => get('/api/v1/overview'),
  fleet: () => get('/api/v1/scenarios/muck-truck/fleet'),
  heat: () => get<'/api/v1/map/heat'>('/api/v1/map/heat?scenario=group-rental&resolution=8'),
  trend: (names: string) => get<'/api/v1/indicators'>(`/api/v1/indicators?by=day&names=${names}`),
}
