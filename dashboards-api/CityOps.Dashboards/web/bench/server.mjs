// Serves dist/ and the made-up district, with the product's own content policy.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fleetNow, list, me, meta, overview, track } from './world.mjs'

const policy = "default-src 'self'; connect-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'"
const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html' }
const empty = { type: 'FeatureCollection', features: [] }

function answer(url) {
  const { pathname, searchParams: q } = url
  if (pathname === '/api/v1/me') return me
  if (pathname === '/api/v1/meta') return meta
  if (pathname === '/api/v1/cases') {
    const from = Number(q.get('cursor') ?? 0)
    const to = from + Number(q.get('limit') ?? 50)
    return { cases: list.slice(from, to), next: to < list.length ? String(to) : null }
  }
  if (pathname === '/api/v1/case-figures') return Object.fromEntries(q.get('ids').split(',').map((id) => [id, { estimate: { occupants: 8.4 }, dwelling: { registered_population: 3 }, legal_limit: 6, load_before: 'full', load_after: 'empty' }]))
  if (pathname === '/api/v1/case-facets') return [{ scenario: 'muck-truck', kind: 'dumping', town: null, cases: list.length }]
  if (pathname === '/api/v1/case-places') return { places: [], truncated: false }
  if (pathname === '/api/v1/map/layers') return { sites: empty, routes: empty, cells: empty, bounds: [121.4, 31.1, 121.7, 31.4], base: null }
  if (pathname === '/api/v1/scenarios/muck-truck/track') return { points: track(q.get('truck_id')) }
  if (pathname === '/api/v1/scenarios/muck-truck/scene') return { stops: [], incidents: [], corridors: [], observations: [] }
  if (pathname === '/api/v1/overview') return overview
  if (pathname === '/api/v1/scenarios/muck-truck/fleet') return { trucks: fleetNow() }
  if (pathname === '/api/v1/map/heat') return { scenario: 'group-rental', resolution: 8, k: 5, since: overview.as_of, cells: [], towns: [], total: null, suppressed_cells: 0 }
  if (pathname === '/api/v1/indicators') return { from: '2026-02-01', to: '2026-03-01', by: ['day'], time_zone: 'Asia/Shanghai', definitions: [], rows: [] }
  return undefined
}

export function serve(dist) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost')
    response.setHeader('Content-Security-Policy', policy)
    if (url.pathname === '/api/v1/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write('event: ping\ndata: null\n\n')
      return
    }
    if (url.pathname.startsWith('/api/')) {
      const body = answer(url)
      response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'application/json' })
      return void response.end(JSON.stringify(body ?? {}))
    }
    const file = extname(url.pathname) ? url.pathname : '/index.html'
    const bytes = await readFile(join(dist, file)).catch(() => null)
    if (!bytes) return void response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Encoding': 'gzip' })
    response.end(gzipSync(bytes))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}
