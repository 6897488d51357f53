import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { api } from '@/api/client'
import type { CasePlaces, CaseSummary, FacetCount } from '@/api/types'
import type { Place } from '@/map/wkt'
import type { Filters } from './filters'

const key = 'cityops.queue-map'

/** What stands beside the list: counts for the facets, and where the open cases are. */
export function usePlaces(filters: Ref<Filters>, mayMap: boolean) {
  const facets = shallowRef<FacetCount[]>([])
  const places = shallowRef<CasePlaces | null>(null)
  const centre = ref<Place | null>(null)
  const mapShown = ref(mayMap && localStorage.getItem(key) !== 'off')

  watch(
    () => [filters.value.scenario, filters.value.town, filters.value.min_score, filters.value.state, filters.value.hidden, filters.value.grid_cell],
    async () => {
      const { scenario, town, min_score, state, hidden, grid_cell } = filters.value

      // What scenario, town and kind narrow is counted apart for each of them.
      facets.value = await api.facets({ state, min_score, hidden, grid_cell }).catch(() => facets.value)
      if (mayMap) places.value = await api.places({ scenario, town, min_score, grid_cell }).catch(() => null)
    },
    { immediate: true },
  )

  function toggleMap() {
    mapShown.value = !mapShown.value
    localStorage.setItem(key, mapShown.value ? 'on' : 'off')
  }

  const distances = computed(() => {
    const from = centre.value
    if (!from) return null
    const narrow = Math.cos((from[1] * Math.PI) / 180)
    return new Map((places.value?.places ?? []).map((p) => [p.case_id, Math.hypot((p.lon - from[0]) * narrow, p.lat - from[1])]))
  })

  /** From the middle of the map, the nearest first; as they are while there is no map. */
  function byDistance(items: CaseSummary[]): CaseSummary[] {
    const far = distances.value
    return far ? [...items].sort((a, b) => (far.get(a.case_id) ?? Infinity) - (far.get(b.case_id) ?? Infinity)) : items
  }

  return { facets, places, centre, mapShown, toggleMap, byDistance }
}
