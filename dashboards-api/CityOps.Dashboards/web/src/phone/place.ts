import { onBeforeUnmount, onMounted, shallowRef } from 'vue'
import type { CaseDetail } from '@/api/types'

export interface Place {
  lon: number
  lat: number
}

export interface Fix extends Place {
  accuracyM: number
}

/** Where the phone is, while somebody looks; null where it may not say. It is kept nowhere but in the photos taken. */
export const here = shallowRef<Fix | null>(null)

export function useHere(): void {
  let watching: number | undefined
  onMounted(() => {
    watching = navigator.geolocation?.watchPosition(
      ({ coords }) => (here.value = { lon: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy }),
      () => (here.value = null),
      { enableHighAccuracy: true, maximumAge: 30_000, timeout: 20_000 },
    )
  })
  onBeforeUnmount(() => watching !== undefined && navigator.geolocation.clearWatch(watching))
}

/** Where the case happened, as its evidence says; a dwelling's place is in the vault alone. */
export function placeOf(detail: CaseDetail | null): Place | null {
  for (const { document } of detail?.evidence ?? []) {
    for (const part of [document, ...Object.values(document)]) {
      if (part && typeof part === 'object' && !Array.isArray(part) && typeof part.lon === 'number' && typeof part.lat === 'number') {
        return { lon: part.lon, lat: part.lat }
      }
    }
  }

  return null
}

const earthM = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance, metres. */
export function metresBetween(a: Place, b: Place): number {
  const north = radians(b.lat - a.lat)
  const east = radians(b.lon - a.lon)
  const h = Math.sin(north / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(east / 2) ** 2
  return 2 * earthM * Math.asin(Math.sqrt(h))
}

/** Hands the place over to whatever map the phone has; nothing is asked of the network by the page. */
export const mapLink = (place: Place): string => `geo:${place.lat},${place.lon}?q=${place.lat},${place.lon}`
