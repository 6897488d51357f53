import type { Wire } from '@/api/wire'
import { clockTime } from '@/lib/format'
import { t } from './words'

export type Duty = Wire<'ShowDispatchMapInspectorOnMap'>
export type WorkPlace = Wire<'WorkPlace'>

/** Whom a case can be given to. */
export interface Inspector {
  name: string
  open: number
  overdue: number
  /** Null: not on the roster now, but with orders all the same. */
  duty: Duty | null
}

export const unitOf = ({ duty }: Inspector): string => duty?.unit_name ?? duty?.unit ?? ''

/** Where somebody is said to be, and on what that rests: nobody is tracked. */
export function whereabouts({ duty }: Inspector): string {
  if (!duty) return t('offDuty')
  const place = duty.place
  if (!place) return t('place.unknown')
  return t(`place.${place.basis}`, { at: place.at ? clockTime(place.at) : '', cell: place.grid_cell ?? '' })
}

/** How much somebody carries, for the ring around them; the number stands beside it. */
export function burden({ open, overdue }: Inspector): 'free' | 'some' | 'much' | 'late' {
  if (overdue > 0) return 'late'
  return open === 0 ? 'free' : open < muchFrom ? 'some' : 'much'
}

const muchFrom = 5
