import { shallowRef } from 'vue'
import { get } from '@/api/client'
import { may } from '@/state/session'

/** A phone without a network still shows the plates it knew. */
const key = 'cityops.plates'
const anewAfterMs = 10 * 60_000

const plates = shallowRef<Record<string, string>>(kept())
let asked = -Infinity

function kept(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, string>
  } catch {
    return {}
  }
}

async function ask() {
  asked = performance.now()
  try {
    plates.value = (await get('/api/v1/scenarios/muck-truck/plates')).plates
    localStorage.setItem(key, JSON.stringify(plates.value))
  } catch {
    // What was known stays; ids are shown for the rest.
  }
}

/** What people call a truck: its plate where the register has one, with its id behind. */
export function truckName(id: string): string {
  if (performance.now() - asked > anewAfterMs && may('cases.read')) void ask()
  // A truck that nobody registered is named by the plate that a camera read.
  if (id.startsWith('plate:')) return id.slice('plate:'.length)
  const plate = plates.value[id]
  return plate ? `${plate} · ${id}` : id
}

const plain = (text: string) => text.replace(/[\s·.-]/g, '').toUpperCase()

/** The truck that somebody means by its id or its plate, as they type it; what is neither is taken as an id. */
export function truckMeant(text: string): string {
  const typed = text.trim()
  if (plates.value[typed] !== undefined) return typed
  return Object.entries(plates.value).find(([, plate]) => plain(plate) === plain(typed))?.[0] ?? typed
}
