import type { FeatureCollection } from 'geojson'
import { get } from '@/api/client'

/** What lies under every map; all of it from this server, so maps work with no internet. */
export interface BaseLayers {
  /** Sites: polygons with name and kind. */
  sites: FeatureCollection
  /** Permitted routes of the day: lines with their corridor in metres. */
  routes: FeatureCollection
  /** Hexagons where people live, none below the smallest count. */
  cells: FeatureCollection
  /** Where the district is: west, south, east, north; null while nothing is known. */
  bounds: [number, number, number, number] | null
  /** A raster or PMTiles base map by configuration; null where there is none. */
  base: BaseMap | null
}

export interface BaseMap {
  kind: 'pmtiles' | 'raster'
  /** On this server. */
  url: string
  attribution: string
  /** The datum the tiles are drawn in; positions are converted for display alone. */
  datum: 'wgs84' | 'gcj02'
}

let waiting: Promise<BaseLayers> | undefined

/** Asked for once a page; again after a failure. */
export function baseLayers(): Promise<BaseLayers> {
  waiting ??= (get('/api/v1/map/layers') as Promise<unknown> as Promise<BaseLayers>).catch((error: unknown) => {
    waiting = undefined
    throw error
  })
  return waiting
}
