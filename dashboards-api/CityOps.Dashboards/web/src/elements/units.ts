import { shallowRef } from 'vue'
import { elements } from './api'

export interface Unit {
  code: string
  name: string
}

/** The units of the standard elements; empty where they name none. */
export const units = shallowRef<Unit[]>([])

/** Without it codes stay codes, and that does no harm. */
export async function readUnits() {
  try {
    units.value = (await elements.entries('unit')).map(({ code, fields }) => ({ code, name: fields.zh || code }))
  } catch {
    units.value = []
  }
}

export const unitName = (code: string): string => units.value.find((one) => one.code === code)?.name ?? code
