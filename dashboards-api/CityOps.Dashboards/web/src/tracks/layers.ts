import type { Feature, FeatureCollection } from 'geojson'
import type { Map as MapLibre } from 'maplibre-gl'
import { token } from '@/lib/tokens'
import { lineOf, type Place } from '@/map/wkt'
import { isGap, type Scene, type Track } from './track'

type Show = (p: Place) => Place

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
const metresPerDegree = 111_320

/** Where speeds change colour, km/h. */
const steps = [10, 30, 50, 65]
const bucket = (speed: number): number => (Number.isNaN(speed) ? -1 : steps.filter((step) => speed >= step).length)

/** Cuts a track where something about it changes, and at long gaps; each piece is one line. */
function pieces(track: Track, show: Show, of: (i: number) => string | number | null): Feature[] {
  const features: Feature[] = []
  let line: Place[] = []
  let value: string | number | null = null
  const flush = () => {
    if (line.length > 1 && value !== null) features.push({ type: 'Feature', properties: { value }, geometry: { type: 'LineString', coordinates: line } })
  }
  for (let i = 0; i < track.at.length; i++) {
    const here = show([track.lon[i]!, track.lat[i]!])
    const now = of(i)
    if (isGap(track, i)) {
      flush()
      line = [here]
      value = now
    } else if (now !== value) {
      line.push(here)
      flush()
      line = [here]
      value = now
    } else line.push(here)
  }
  flush()
  return features
}

/** Widens a route to its corridor, as a line as wide as the corridor at each zoom level. */
const corridorWidth = (metres: number, lat: number) => (2 * metres) / ((metresPerDegree * 360 * Math.cos((lat * Math.PI) / 180)) / 512)

export interface Drawn {
  tracks: readonly Track[]
  scene: Scene | null
}

export function addTracks(map: MapLibre, show: Show, { tracks, scene }: Drawn): void {
  const speedLines = tracks.flatMap((track) => pieces(track, show, (i) => bucket(track.speed[i]!)))
  const loadLines = tracks.flatMap((track) => pieces(track, show, (i) => (track.load[i] === 'full' || track.load[i] === 'half' ? 'loaded' : null)))
  const lidLines = tracks.flatMap((track) => pieces(track, show, (i) => (track.lid[i] === 'open' ? 'open' : null)))
  const sources: Record<string, FeatureCollection> = {
    'track-speed': collection(speedLines),
    'track-load': collection(loadLines),
    'track-lid': collection(lidLines),
    'track-corridor': collection(
      (scene?.corridors ?? []).map((one) => {
        const line = lineOf(one.route_wkt)
        return {
          type: 'Feature',
          properties: { base: corridorWidth(one.corridor_m ?? 50, line[0]?.[1] ?? 31) },
          geometry: { type: 'LineString', coordinates: line.map(show) },
        }
      }),
    ),
    'track-stops': collection((scene?.stops ?? []).map((one) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: show([one.lon, one.lat]) } }))),
    'track-seen': collection(
      (scene?.observations ?? []).map((one) => ({ type: 'Feature', properties: { dust: one.kind === 'pm10' }, geometry: { type: 'Point', coordinates: show([one.lon, one.lat]) } })),
    ),
    'track-incidents': collection(
      (scene?.incidents ?? []).filter((one) => one.state !== 'withdrawn').map((one) => ({ type: 'Feature', properties: { label: '⚑' }, geometry: { type: 'Point', coordinates: show([one.lon, one.lat]) } })),
    ),
  }
  for (const [id, data] of Object.entries(sources)) map.addSource(id, { type: 'geojson', data })
  map.addLayer({
    id: 'track-corridor',
    type: 'line',
    source: 'track-corridor',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    // Metres as pixels: twice as many with each level of zoom.
    paint: { 'line-color': token('verified'), 'line-opacity': 0.14, 'line-width': ['interpolate', ['exponential', 2], ['zoom'], 0, ['get', 'base'], 22, ['*', ['get', 'base'], 2 ** 22]] },
  })
  map.addLayer({ id: 'track-load', type: 'line', source: 'track-load', paint: { 'line-color': token('chart-2'), 'line-width': 3, 'line-offset': 5 } })
  map.addLayer({ id: 'track-lid', type: 'line', source: 'track-lid', paint: { 'line-color': token('overdue'), 'line-width': 3, 'line-offset': -5, 'line-dasharray': [1.5, 1] } })
  map.addLayer({
    id: 'track-speed',
    type: 'line',
    source: 'track-speed',
    layout: { 'line-join': 'round' },
    paint: {
      'line-width': 3.5,
      'line-color': ['match', ['get', 'value'], 0, token('speed-0'), 1, token('speed-1'), 2, token('speed-2'), 3, token('speed-3'), 4, token('speed-4'), token('text-3')],
    },
  })
  map.addLayer({ id: 'track-stops', type: 'circle', source: 'track-stops', paint: { 'circle-radius': 5, 'circle-color': token('surface'), 'circle-stroke-color': token('text-2'), 'circle-stroke-width': 2 } })
  map.addLayer({
    id: 'track-seen',
    type: 'circle',
    source: 'track-seen',
    paint: { 'circle-radius': 4, 'circle-color': ['case', ['get', 'dust'], token('chart-3'), token('accent')], 'circle-stroke-color': token('surface'), 'circle-stroke-width': 1 },
  })
  map.addLayer({ id: 'track-incidents', type: 'circle', source: 'track-incidents', paint: { 'circle-radius': 8, 'circle-color': 'transparent', 'circle-stroke-color': token('overdue'), 'circle-stroke-width': 3 } })
}

const ids = ['track-incidents', 'track-seen', 'track-stops', 'track-speed', 'track-lid', 'track-load', 'track-corridor']

export function removeTracks(map: MapLibre): void {
  for (const id of ids) if (map.getLayer(id)) map.removeLayer(id)
  for (const id of ids) if (map.getSource(id)) map.removeSource(id)
}
