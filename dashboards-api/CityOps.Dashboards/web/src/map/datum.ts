import type { BaseMap } from './sources'

/**
 * GCJ-02, the datum of Tianditu's neighbours such as AMap, is WGS-84 shifted by up to some 700 m. Positions stay WGS-84 everywhere; only what is
 * drawn over tiles in GCJ-02 is shifted, and a click on such a map is shifted back.
 */
const a = 6_378_245
const ee = 0.006_693_421_622_965_943

const inChina = (lon: number, lat: number): boolean => lon > 72 && lon < 137.9 && lat > 0.8 && lat < 55.9

function shift(lon: number, lat: number): [number, number] {
  const [x, y] = [lon - 105, lat - 35]
  const root = Math.sqrt(Math.abs(x))
  const wave = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3)
  const dLat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave + (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3) + (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * (2 / 3)
  const dLon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave + (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3) + (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3)
  const phi = (lat / 180) * Math.PI
  const magic = 1 - ee * Math.sin(phi) ** 2
  return [(dLon * 180) / ((a / Math.sqrt(magic)) * Math.cos(phi) * Math.PI), (dLat * 180) / (((a * (1 - ee)) / (magic * Math.sqrt(magic))) * Math.PI)]
}

export function toGcj02([lon, lat]: [number, number]): [number, number] {
  if (!inChina(lon, lat)) return [lon, lat]
  const [dLon, dLat] = shift(lon, lat)
  return [lon + dLon, lat + dLat]
}

/** The inverse, to within a millimetre. */
export function toWgs84([lon, lat]: [number, number]): [number, number] {
  let guess: [number, number] = [lon, lat]
  for (let i = 0; i < 4; i++) {
    const [x, y] = toGcj02(guess)
    guess = [guess[0] + lon - x, guess[1] + lat - y]
  }
  return guess
}

/** How a map with this base map draws positions, and reads clicks. */
export const datumOf = (base: BaseMap | null) =>
  base?.datum === 'gcj02' ? { show: toGcj02, read: toWgs84 } : { show: (p: [number, number]) => p, read: (p: [number, number]) => p }
