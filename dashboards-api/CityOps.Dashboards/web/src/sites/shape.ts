import type { Place } from '@/map/wkt'

const pair = ([lon, lat]: Place) => `${lon.toFixed(6)} ${lat.toFixed(6)}`

/** The corners as a closed ring; '' for fewer than three. */
export const polygonOf = (corners: readonly Place[]): string => (corners.length < 3 ? '' : `POLYGON((${[...corners, corners[0]!].map(pair).join(', ')}))`)

/** '' for fewer than two. */
export const lineStringOf = (places: readonly Place[]): string => (places.length < 2 ? '' : `LINESTRING(${places.map(pair).join(', ')})`)

export const textOf = (places: readonly Place[]): string => places.map(([lon, lat]) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`).join('\n')

/** One place a line, longitude first; what is no place is left out. */
export const placesOf = (text: string): Place[] =>
  text
    .split('\n')
    .map((line) => line.split(/[,，\s]+/).filter(Boolean).map(Number))
    .filter((numbers) => numbers.length === 2 && numbers.every(Number.isFinite))
    .map(([lon, lat]) => [lon!, lat!])
