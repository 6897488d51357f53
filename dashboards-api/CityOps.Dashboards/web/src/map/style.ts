import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { token } from '@/lib/tokens'
import type { BaseLayers } from './sources'

/** The base map in the page's own colours, drawn from the district's own data. No tiles, fonts or sprites come from anywhere else. */
export function styleOf({ sites, routes, cells, base }: BaseLayers, textSize = 11): StyleSpecification {
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
      cells: { type: 'geojson', data: cells },
      routes: { type: 'geojson', data: routes },
      sites: { type: 'geojson', data: sites },
      ...(base?.kind === 'raster' && { base: { type: 'raster', tiles: [base.url], tileSize: 256, attribution: base.attribution } }),
      ...(base?.kind === 'pmtiles' && { base: { type: 'vector', url: `pmtiles://${new URL(base.url, location.href)}`, attribution: base.attribution } }),
    },
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': token('map-ground') } },
      ...tiles,
      { id: 'cells', type: 'fill', source: 'cells', paint: { 'fill-color': token('map-cell'), 'fill-outline-color': token('line') } },
      { id: 'routes', type: 'line', source: 'routes', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': token('map-road'), 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1.5, 13, 4, 16, 12] } },
      { id: 'sites-fill', type: 'fill', source: 'sites', paint: { 'fill-color': kindColour(), 'fill-opacity': 0.18 } },
      { id: 'sites-line', type: 'line', source: 'sites', paint: { 'line-color': kindColour(), 'line-width': 1.2 } },
      {
        id: 'sites-name',
        type: 'symbol',
        source: 'sites',
        minzoom: 12,
        layout: { 'text-field': ['get', 'name'], 'text-size': textSize, 'text-anchor': 'top', 'text-offset': [0, 1.2], 'text-font': ['Noto Sans SC'] },
        paint: { 'text-color': token('text-2'), 'text-halo-color': token('map-ground'), 'text-halo-width': 1.5 },
      },
    ],
  }
}

const kindColour = (): ExpressionSpecification =>
  ['match', ['get', 'kind'], 'forbidden', token('overdue'), 'disposal', token('verified'), 'construction', token('chart-2'), 'washing', token('chart-1'), token('text-3')]
