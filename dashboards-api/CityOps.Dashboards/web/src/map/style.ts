import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { token } from '@/lib/tokens'
import type { BaseLayers } from './sources'
import { townsOf } from './towns'

/** The base map in the page's own colours, drawn from the district's own data. No tiles, fonts or sprites come from anywhere else. */
export function styleOf(layers: BaseLayers, textSize = 11): StyleSpecification {
  const { base } = layers
  const tiles: LayerSpecification[] =
    base?.kind === 'raster'
      ? [{ id: 'base', type: 'raster', source: 'base' }]
      : base?.kind === 'pmtiles'
        ? [
            { id: 'base-land', type: 'fill', source: 'base', 'source-layer': 'landuse', paint: { 'fill-color': token('map-land'), 'fill-opacity': 0.6 } },
            { id: 'base-water', type: 'fill', source: 'base', 'source-layer': 'water', paint: { 'fill-color': token('map-water') } },
            { id: 'base-buildings', type: 'fill', source: 'base', 'source-layer': 'buildings', minzoom: 14, paint: { 'fill-color': token('line') } },
            { id: 'base-roads', type: 'line', source: 'base', 'source-layer': 'roads', paint: { 'line-color': token('map-road'), 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.5, 16, 6] } },
          ]
        : []
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(Object.entries(drawnOf(layers)).map(([id, data]) => [id, { type: 'geojson' as const, data }])),
      ...(base?.kind === 'raster' && { base: { type: 'raster', tiles: [base.url], tileSize: 256, attribution: base.attribution } }),
      ...(base?.kind === 'pmtiles' && { base: { type: 'vector', url: `pmtiles://${new URL(base.url, location.href)}`, attribution: base.attribution } }),
    },
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': token('map-ground') } },
      ...tiles,
      { id: 'cells', type: 'fill', source: 'cells', paint: { 'fill-color': token('map-cell'), 'fill-outline-color': token('map-cell-line') } },
      { id: 'towns-line', type: 'line', source: 'towns', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': token('map-town'), 'line-width': textSize / 9 } },
      { id: 'routes', type: 'line', source: 'routes', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': token('map-road'), 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1.5, 13, 4, 16, 12] } },
      { id: 'sites-fill', type: 'fill', source: 'sites', paint: { 'fill-color': kindColour(), 'fill-opacity': 0.18 } },
      { id: 'sites-line', type: 'line', source: 'sites', paint: { 'line-color': kindColour(), 'line-width': textSize / 8 } },
      {
        id: 'sites-name',
        type: 'symbol',
        source: 'sites',
        minzoom: 12,
        layout: { 'text-field': ['get', 'name'], 'text-size': textSize, 'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': 1.4, 'text-font': ['Noto Sans SC'] },
        paint: { 'text-color': token('text-2'), 'text-halo-color': token('map-ground'), 'text-halo-width': 1.5 },
      },
      {
        id: 'towns-name',
        type: 'symbol',
        source: 'towns',
        filter: ['==', ['geometry-type'], 'Point'],
        layout: { 'text-field': ['get', 'name'], 'text-size': textSize * 1.2, 'text-letter-spacing': 0.1, 'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right'], 'text-radial-offset': 1.4, 'text-font': ['Noto Sans SC'] },
        paint: { 'text-color': token('text'), 'text-halo-color': token('map-ground'), 'text-halo-width': 2 },
      },
    ],
  }
}

/** What each source of the style shows. */
export const drawnOf = ({ sites, routes, cells }: BaseLayers) => ({ cells, towns: townsOf(cells), routes, sites })

const kindColour = (): ExpressionSpecification =>
  ['match', ['get', 'kind'], 'forbidden', token('overdue'), 'disposal', token('verified'), 'construction', token('chart-2'), 'washing', token('chart-1'), token('text-3')]
