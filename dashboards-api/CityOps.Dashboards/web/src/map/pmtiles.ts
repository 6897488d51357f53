import { addProtocol } from 'maplibre-gl'
import { Protocol } from 'pmtiles'

let added = false

/** Teaches MapLibre to read a PMTiles file of this server by ranges. */
export function addPmtiles(): void {
  if (added) return
  added = true
  addProtocol('pmtiles', new Protocol().tile)
}
