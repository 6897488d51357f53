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

// As long as an answer is good for a map that opens, and how often maps that stay open look again.
const freshMs = 60_000
const againMs = 300_000

let waiting: Promise<BaseLayers> | undefined
let askedAt = 0
const followers = new Set<() => void>()
// Other tabs of this browser, such as the big screen beside the register.
const channel = new BroadcastChannel('cityops.map')

/** One answer for all maps that open within a minute; asked for again after a failure. */
export function baseLayers(): Promise<BaseLayers> {
  if (Date.now() - askedAt > freshMs) waiting = undefined
  if (waiting) return waiting
  askedAt = Date.now()
  waiting = (get('/api/v1/map/layers') as Promise<unknown> as Promise<BaseLayers>).catch((error: unknown) => {
    waiting = undefined
    throw error
  })
  return waiting
}

/** Maps draw sites and routes anew, here and in other tabs: the register has changed. */
export function layersChanged(): void {
  layersMayDiffer()
  channel.postMessage('changed')
}

/** Tells whenever the layers may differ: the register says so, the live stream was away, or time has passed. Answers how to stop. */
export function followLayers(again: () => void): () => void {
  followers.add(again)
  return () => void followers.delete(again)
}

/** Maps of this page look again. */
export function layersMayDiffer(): void {
  waiting = undefined
  followers.forEach((again) => again())
}

const visible = () => document.visibilityState === 'visible'
channel.onmessage = layersMayDiffer
window.setInterval(() => visible() && followers.size > 0 && layersMayDiffer(), againMs)
document.addEventListener('visibilitychange', () => visible() && Date.now() - askedAt > againMs && layersMayDiffer())
