import type { Feature, FeatureCollection, Point, Polygon, Position } from 'geojson'

/**
 * Names and outlines of towns (街镇) as far as the hexagons where people live tell them: one name for each group of hexagons that touch, the largest first and none beside its own, and a line wherever a town's hexagons end. A district's own boundaries are not known here.
 */
export function townsOf(cells: FeatureCollection): FeatureCollection {
  const hexagons = cells.features.filter((one): one is Feature<Polygon, { name: string }> => one.geometry.type === 'Polygon' && Boolean(one.properties?.name))
  const edges = new Map<string, { line: [Position, Position]; of: number[] }>()
  hexagons.forEach(({ geometry }, i) => {
    const ring = geometry.coordinates[0] ?? []
    for (let n = 1; n < ring.length; n++) {
      const line: [Position, Position] = [ring[n - 1]!, ring[n]!]
      const key = line.map(nameOf).sort().join(' ')
      const edge = edges.get(key)
      if (edge) edge.of.push(i)
      else edges.set(key, { line, of: [i] })
    }
  })

  const town = (i: number) => hexagons[i]!.properties.name
  const group = hexagons.map((_, i) => i)
  const root = (i: number): number => (group[i] === i ? i : (group[i] = root(group[i]!)))
  const ends: Feature[] = []
  for (const { line, of } of edges.values()) {
    const [one, other] = of
    if (other !== undefined && town(one!) === town(other)) group[root(other)] = root(one!)
    else ends.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: line } })
  }

  const middles = new Map<number, Position[]>()
  hexagons.forEach(({ geometry }, i) => {
    const of = middles.get(root(i)) ?? []
    of.push(middleOf(geometry.coordinates[0]!.slice(1)))
    middles.set(root(i), of)
  })
  const names: Feature[] = []
  for (const [i, of] of [...middles].sort(([, a], [, b]) => b.length - a.length)) {
    const place = middleOf(of)
    if (names.some((one) => one.properties!.name === town(i) && near(one.geometry as Point, place))) continue
    names.push({ type: 'Feature', properties: { name: town(i) }, geometry: { type: 'Point', coordinates: place } })
  }
  return { type: 'FeatureCollection', features: [...ends, ...names] }
}

/** To a tenth of a metre: neighbours tell the same corner. */
const nameOf = ([lon, lat]: Position): string => `${lon!.toFixed(6)},${lat!.toFixed(6)}`

const middleOf = (places: readonly Position[]): Position => [mean(places.map(([lon]) => lon!)), mean(places.map(([, lat]) => lat!))]

/** Some two kilometres, in degrees. */
const beside = 0.02
const near = ({ coordinates }: Point, [lon, lat]: Position): boolean => Math.abs(coordinates[0]! - lon!) < beside && Math.abs(coordinates[1]! - lat!) < beside

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
