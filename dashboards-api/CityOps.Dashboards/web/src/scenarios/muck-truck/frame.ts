interface Place {
  lon: number
  lat: number
}

/** Puts places into a picture to scale, north up; good for the few kilometres around a stop. */
export interface Frame {
  x: (lon: number) => number
  y: (lat: number) => number
  /** Pixels of the picture for a metre. */
  scale: number
}

const metresPerDegree = 111_320

/** The frame that holds all places, and shows at least 200 m by 100 m. */
export function frameOf(places: readonly Place[], width: number, height: number, margin: number): Frame {
  const lons = places.map((p) => p.lon)
  const lats = places.map((p) => p.lat)
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)]
  const [midLon, midLat] = [(west + east) / 2, (south + north) / 2]
  const metresPerLon = metresPerDegree * Math.cos((midLat * Math.PI) / 180)
  const scale = Math.min(
    (width - 2 * margin) / Math.max((east - west) * metresPerLon, 200),
    (height - 2 * margin) / Math.max((north - south) * metresPerDegree, 100),
  )
  return {
    x: (lon) => width / 2 + (lon - midLon) * metresPerLon * scale,
    y: (lat) => height / 2 - (lat - midLat) * metresPerDegree * scale,
    scale,
  }
}

/** A round length for the scale bar, at least 60 pixels long. */
export function scaleBar(frame: Frame): { metres: number; pixels: number } {
  const metres = [50, 100, 200, 500, 1000, 2000, 5000].find((m) => m * frame.scale >= 60) ?? 10_000
  return { metres, pixels: metres * frame.scale }
}
